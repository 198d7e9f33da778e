import { memoryLog } from '#log/memory.ts';
import { eventLogContract } from '../contracts/event-log.ts';
import { logAgainstModel } from './model.ts';

const memory = {
  name: 'memory',
  newPlace: () => 'memory:',
  open: async () => memoryLog(),
  volatile: 'it lives in the process and is gone with it',
};

eventLogContract(memory);
logAgainstModel(memory, 150);
