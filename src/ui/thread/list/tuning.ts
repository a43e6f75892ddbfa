// Every tuned number of the list, with its unit and why it is what it is. What was measured stands in
// docs/decisions/thread-window.md; how many messages stay in memory in store/retention.ts.

// The window: which messages have a row

/** Rows in the page at most. Layout costs by the row: with 150 a fling keeps its frames. */
export const MAX_ROWS = 150;
/** Rows that the window may hold however many elements each has: two tall screens. */
export const MIN_ROWS = 40;
/** Elements in all rows at most: what is around them has its part of the 1,500 of the whole thread. */
export const MAX_ELEMENTS = 1_000;
/** Rows that the window may hold before any row was there to count the elements of. */
export const ASSUMED_ROWS = 120;
/** Rows beyond those in view at least, in both directions together: a flick of the wheel shows no spacer. */
export const MIN_OVERSCAN = 24;
/** Rows of a timeline's first picture: about what fits a view. The others follow when it is painted. */
export const FIRST_ROWS = 14;
/**
 * The same for the first timeline of a page: what draws a row has not been compiled yet, and each takes several
 * milliseconds. Those above come a frame later.
 */
export const COLD_ROWS = 6;
/** Rows beyond the view, on each side, that come at once when the view is somewhere else: rows may be lower than guessed. */
export const NEAR_ROWS = 4;
/** Rows that come with one frame beyond those in view: each costs half a millisecond and more. */
export const ROWS_PER_FRAME = 14;
/** The same for who passes more of them with each frame: a fling across two tall views. */
export const MOST_ROWS_PER_FRAME = 28;
/** By how much (a factor) the window may outgrow its size by messages that come one by one before it is cut: to cut it costs a render. */
export const WINDOW_SLACK = 1.15;
/** The part of the overscan that lies where the person scrolls to. */
export const OVERSCAN_AHEAD = 0.7;
/** The window moves when less than this part of the overscan is left ahead of the person … */
export const REFILL_AHEAD = 0.4;
/** … or behind them. Both are apart from OVERSCAN_AHEAD, so that one scroll to and fro moves nothing. */
export const REFILL_BEHIND = 0.35;

// Heights: what messages without a row are taken for

/** A row's height (px) before any was measured: one line with its author. */
export const ASSUMED_ROW_HEIGHT = 44;
/** A new average counts when it differs by this part: each change of it moves the spacers. */
export const HEIGHT_TOLERANCE = 0.1;
/** Once the first rows are known, their average is measured at each so many-th settling: it reads geometry. */
export const MEASURE_EVERY = 16;
/** How far (factors) a spacer may be from what its messages are taken for: it takes up errors of that guess. */
export const SPACER_LEAST = 0.5;
export const SPACER_MOST = 2;

// The anchor: what is held where it is

/** Who scrolls to less than this (px, a line) from the end is pinned to it. The element `.end` is as high. */
export const END_ZONE = 24;
/** What rounding may leave (px) between the viewport and the end: a scroller in a zoomed page stops at px of the screen. */
export const ROUNDING = 1.5;
/** A drift (px) below this is left alone: a scroller cannot be moved by less on any screen. */
export const MIN_DRIFT = 0.1;
/** A scroll position (px) that differs by less is the same one, rounded otherwise. */
export const MIN_SCROLL = 1;
/** A scale (a part of 1) that differs by less from the zoom is the zoom: `offsetHeight`, by which it is measured, is rounded. */
export const SCALE_TOLERANCE = 0.01;

// Going somewhere

/** Where in the viewport (a part of its height) a message stands that one goes to: below what leads to it. */
export const TARGET_AT = 1 / 3;
/** What stays free (px) above and below a row that the focus brings into view. */
export const REVEAL_MARGIN = 8;
/** Timelines whose scroll position is remembered: those left last. */
export const MAX_POSITIONS = 100;
/** Messages that keep the key under which they were sent although they have no row. */
export const MAX_ADOPTED_KEYS = 200;

// What the source is asked for

/**
 * How long (ms) a timeline is in view until it is no mere visit, for which more than the next page is too much: longer
 * than who looks for a room stays in the others, shorter than it takes to look and begin to scroll.
 */
export const REST = 300;
/** Screens above the viewport at which the next older page is asked for during a visit. */
export const VISIT_SCREENS = 1.5;
/** The same after it: a fling has crossed ten when its first page comes. */
export const PREFETCH_SCREENS = 12;
/** How long (ms) the messages ahead last at the speed of the person: some times what a page takes. */
export const PREFETCH_TIME = 400;
/** By how much (a factor) a page brings more than that, so that not every scroll asks for the next. */
export const PREFETCH_SLACK = 1.5;
/** Speeds (px/ms) beyond this are jumps: what is between is not looked at. */
export const FASTEST = 100;
/** Who has not scrolled for so long (ms) is at rest. Slow machines take some hundred for a frame. */
export const SCROLL_PAUSE = 250;

// A fling: what passes by faster than anybody reads

/** A step of it, in heights of the view: what is in view in one frame has gone with the second after it. */
export const FLING_STEP = 0.5;
/** So many such steps on end are a fling. One or two are a key or a jump, after which one reads. */
export const FLING_STEPS = 3;
/** Frames without a step after which it is over. */
export const FLING_REST = 3;

// When to render; the rest of it stands in ui/shared/frame-pace.ts

/** Renders of one frame that happen at once; each lays the rows out. What comes after them waits for the frame. */
export const RENDERS_AT_ONCE = 3;
