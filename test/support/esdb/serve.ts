// The server of tests in a process of its own for who does not order it about; prints its port.
import { TestServer } from './server.ts';

const { port } = await new TestServer().start();
process.stdout.write(`${port}\n`);
