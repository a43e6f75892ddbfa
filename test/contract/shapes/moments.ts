import { formed } from '../shape.js';

/** `2026-11-22T16:26:35.696399+00:00`; the fraction is dropped when it is zero. */
export const MOMENT = formed('a moment with its zone', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/);

/** The same without a zone: wazo-auth's tokens and the envelopes of events. */
export const ZONELESS_MOMENT = formed('a moment without zone', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/);
