import type { Extension, Handle } from 'mdast-util-from-markdown';

// mdast-util-gfm-autolink-literal does the same and then searches every text once more with a regular expression that
// takes quadratic time on `a.a.a.a…`; micromark's tokens already hold every link that GFM's specification knows.
const enterLink: Handle = function (token) {
  this.enter({ type: 'link', title: null, url: '', children: [] }, token);
};

const exitLink: Handle = function (token) {
  this.exit(token);
};

/** A handler that turns a link's token into its text and its URL, which is that text behind `prefix`. */
function exitValue(prefix: string): Handle {
  return function (token) {
    this.config.exit['data']?.call(this, token);
    const link = this.stack.at(-1);
    if (link?.type === 'link') link.url = prefix + this.sliceSerialize(token);
  };
}

const enterValue: Handle = function (token) {
  this.config.enter['data']?.call(this, token);
};

/** For mdast-util-from-markdown: GFM's links without any markup, such as www.example.org. */
export const literalLinksFromMarkdown: Extension = {
  enter: {
    literalAutolink: enterLink,
    literalAutolinkEmail: enterValue,
    literalAutolinkHttp: enterValue,
    literalAutolinkWww: enterValue,
  },
  exit: {
    literalAutolink: exitLink,
    literalAutolinkEmail: exitValue('mailto:'),
    literalAutolinkHttp: exitValue(''),
    literalAutolinkWww: exitValue('http://'),
  },
};
