import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { loadFormatter } from '../../src/markdown/load.js';
import { renderMarkdown } from '../../src/markdown/render.js';

const labels = { image: (alt: string) => alt, taskDone: 'Done', taskOpen: 'To do', code: 'Code', spoiler: 'Spoiler' };

// In a file of its own, for a page cannot take a policy back.
function enforceTrustedTypes(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "require-trusted-types-for 'script'; trusted-types lit-html; style-src-attr 'none'; img-src 'self'";
  document.head.append(policy);
}

describe('Markdown on a page that demands Trusted Types', () => {
  const violations: string[] = [];
  const element = document.createElement('div');

  before(async () => {
    await loadFormatter();
    enforceTrustedTypes();
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    document.body.append(element);
  });

  it('is under that policy', () => {
    const assign = () => {
      document.createElement('i').innerHTML = '&amp;';
    };
    expect(assign).to.throw(TypeError);
    violations.length = 0;
  });

  it('shows every construct without breaking the policy', () => {
    const source =
      '# &copy; &amp; &#65;\n\n[a&amp;b](https://v.example/?c&quot;d) **e** ~~f~~ `g` https://h.example/?i&amp;j\n\n- [x] k\n\n3. l\n\n> m\n\n' +
      '| n | o |\n|:-:|--:|\n| p | q |\n\n```&ouml;\nr\n```\n\n![s](https://t.example/u.png)';
    render(renderMarkdown(source, { labels }), element);
    expect(element.querySelector('[role=heading]')?.textContent.trim()).to.equal('&copy; &amp; &#65;');
    expect(element.querySelector('a')?.textContent).to.equal('a&amp;b');
    expect(element.querySelectorAll('table, ol, ul, blockquote, pre, button').length).to.equal(6);
    expect(violations).to.deep.equal([]);
  });

  it('falls back to the link when the policy refuses the picture', async () => {
    const refused = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve, { once: true }),
    );
    const button = element.querySelector('button');
    button?.click();
    const image = element.querySelector('img');
    if (!image) throw new Error('no picture');
    const failed = new Promise((resolve) => image.addEventListener('error', resolve, { once: true }));
    await Promise.all([refused, failed]);
    expect(element.querySelector('img')).to.equal(null);
    expect(element.querySelector('.md-image-group a')?.getAttribute('href')).to.equal('https://t.example/u.png');
  });
});
