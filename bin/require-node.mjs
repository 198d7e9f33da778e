// Refuses a Node too old to run the rest, in one sentence. Plain, old syntax: it is itself read by the Node it refuses.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `knockon needs Node 20.19 or newer, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
  process.exit(2);
}
