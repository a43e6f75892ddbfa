import type { Changes } from '../../connection/connection.js';
import { fieldsOf, isRevision, itemsOf, parseMessage } from '../parse.js';
import { readItems } from '../skipped.js';
import { ROOMS, type Wire } from '../wire.js';
import type { FeatureModule } from './feature.js';

export const changes: FeatureModule<'changes'> = {
  name: 'changes',
  make: (wire) => ({
    after: async (roomUuid, revision, signal) => {
      const path = `${ROOMS}/${roomUuid}/messages/changes`;
      const answer = await wire.requester.send({ path, query: { after: revision }, signal });
      return parseChanges(answer, revision, wire);
    },
  }),
};

function parseChanges(answer: unknown, after: number, wire: Wire): Changes {
  const fields = fieldsOf(answer, 'changes');
  const messages = readItems('changes', itemsOf(answer, 'changes'), (item) => parseMessage(item, wire), wire.skip);
  const isComplete = fields['complete'] === true;
  const { revision } = fields;
  // An answer that promises more without having come further would be asked for again without end; one that does not say
  // how far it came, or less than is known, is no ground for the next question. Fresh pages tell all.
  const isUsable = isRevision(revision) && (isComplete ? revision >= after : revision > after);
  return { messages, revision: isUsable ? revision : null, isComplete };
}
