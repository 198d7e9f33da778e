import { openSqliteLog } from '#log/sqlite.ts';
import { eventLogContract } from '../contracts/event-log.ts';
import { logAgainstModel } from './model.ts';
import { temporaryPlaces } from './temporary.ts';

const sqlite = { name: 'sqlite', newPlace: temporaryPlaces(), open: (place: string) => openSqliteLog(place, 'write') };

eventLogContract(sqlite);
logAgainstModel(sqlite, 30);
