import type { Reaction } from '../../../model/message.js';

/** All reactions with one emoji. */
export interface ReactionGroup {
  readonly emoji: string;
  readonly userUuids: readonly string[];
}

/** Reactions by emoji, in the order in which each emoji first came. */
export function groupReactions(reactions: readonly Reaction[]): readonly ReactionGroup[] {
  const groups = new Map<string, string[]>();
  for (const { emoji, userUuid } of reactions) {
    const group = groups.get(emoji);
    if (group) group.push(userUuid);
    else groups.set(emoji, [userUuid]);
  }
  return [...groups].map(([emoji, userUuids]) => ({ emoji, userUuids }));
}
