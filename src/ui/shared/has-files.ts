/** Whether there are files in what is dragged or pasted, as far as a browser tells before it is dropped. */
export function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}
