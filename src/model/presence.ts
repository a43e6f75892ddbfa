/** Whether somebody can be reached now, as they, or the programs that they use, have said. */
export type Presence = 'available' | 'away' | 'busy' | 'unavailable';
