import { present, stage } from './stage.js';

// A text field and nothing else: what typing costs in any page, the wait for the display's next frame included.
const field = document.createElement('textarea');
stage().append(field);

present({
  rows: 'none',
  messages: 'none',
  prepare: () => undefined,
  openRoom: () => undefined,
  receive: () => undefined,
  scroller: () => null,
  input: () => field,
});
