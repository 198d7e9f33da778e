// The server of tests in a process of its own; prints its port.
import { TestServer } from './server.ts';

const { port } = await new TestServer().start();
process.stdout.write(`${port}\n`);
