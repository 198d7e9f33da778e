// `log info` as people and programs read it.
import { formatInstant } from '#domain/time/text.ts';
import type { LogContents, Range } from '#projections/contents.ts';
import type { Answer } from './answer.ts';
import { instantText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const contentsAnswer = (contents: LogContents): Answer => ({
  json: {
    log: contents.url,
    root: contents.root,
    facts: contents.records,
    streams: contents.streams,
    types: Object.fromEntries(contents.types),
    imports: contents.imports,
    pendingImports: contents.pendingImports,
    unrecognised: contents.unrecognised,
    occurred: rangeJson(contents.occurred),
    reported: rangeJson(contents.reported),
    recorded: rangeJson(contents.recorded),
  },
  csv: () => csvText(['type', 'facts'], [...contents.types]),
  text: (style) =>
    [
      `${contents.url}: ${counted(contents.records, 'fact')} in ${counted(contents.streams, 'stream')}, ${counted(contents.imports, 'import')}`,
      ...(contents.pendingImports === 0
        ? []
        : [style.yellow(`! ${contents.pendingImports} imports were begun and not completed; their facts do not count`)]),
      ...(contents.unrecognised === 0
        ? []
        : [style.yellow(`! ${contents.unrecognised} facts of types this version does not know are kept, not counted`)]),
      `root ${contents.root}`,
      rangeText('occurred', contents.occurred, style),
      rangeText('reported', contents.reported, style),
      rangeText('recorded', contents.recorded, style),
      '',
      textTable(
        [{ head: 'Type' }, { head: 'Facts', align: 'right' }],
        [...contents.types].map(([type, count]) => [type, String(count)]),
        style,
      ),
    ].join('\n'),
});

const rangeText = (what: string, range: Range | undefined, style: Style): string =>
  range === undefined
    ? `${what}: nothing dated`
    : `${what}: ${instantText(range.first, style)} to ${instantText(range.last, style)} (${style.zone})`;

const rangeJson = (range: Range | undefined): object | null =>
  range === undefined ? null : { first: formatInstant(range.first), last: formatInstant(range.last) };

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
