/** Has the browser save a file, or show it in a new tab where it prefers that. */
export function openFile(url: string, name: string): void {
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name, target: '_blank', rel: 'noopener noreferrer' });
  link.click();
}
