// A file written whole or not at all: beside its place first, then moved there. One that is there is replaced only if it may be.
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';

export const writeFileWhole = async (path: string, text: string, mode: 'new' | 'replace'): Promise<boolean> => {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.unfinished`;
  try {
    const before = mode === 'replace' ? await stat(path).catch(() => undefined) : undefined;
    const file = await open(unfinished, 'wx', before === undefined ? 0o666 : before.mode & 0o777);
    try {
      // whoever could not read the file before cannot read it now
      if (before !== undefined) await file.chmod(before.mode & 0o777);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mode === 'replace') await rename(unfinished, path);
    // a link, unlike a move, is refused where there is a file
    else await link(unfinished, path);
    return true;
  } catch (error) {
    if (mode === 'new' && (error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
};
