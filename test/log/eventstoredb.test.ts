import { openEventStoreLog } from '#log/eventstoredb.ts';
import { eventLogContract } from '../contracts/event-log.ts';
import { addressOf, newLogName, someServer } from './esdb-places.ts';
import { logAgainstModel } from './model.ts';
import { spec } from '../support/spec.ts';

const server = someServer();

const eventstoredb = {
  name: 'eventstoredb',
  newPlace: newLogName,
  open: async (place: string) => openEventStoreLog(addressOf(`${(await server).connection}#${place}`), 'write'),
};

eventLogContract(eventstoredb);
logAgainstModel(eventstoredb, 8);

spec('log/eventstoredb, the server of this file [integration]', (test) => {
  test('is let go of', async () => (await server).stop());
});
