// `models` as people and programs read it, and what a process that keeps them says as it goes.
import type { ModelsHeld } from '#projections/history/held.ts';
import type { Answer } from './answer.ts';
import { instantText } from './style.ts';

/** `taken`: facts taken in just now. */
export const modelsAnswer = (models: readonly ModelsHeld[], taken = 0): Answer => ({
  json: {
    taken,
    models: models.map(({ place, model, facts, segments, bytes, upToDate, lease }) => ({
      place,
      model,
      facts,
      segments,
      bytes,
      upToDate,
      keptBy: lease?.owner ?? '',
    })),
  },
  text: (style) =>
    [
      ...(taken === 0 ? [] : [`${taken} facts taken in`]),
      ...models.map(({ place, model, facts, segments, bytes, upToDate, until, lease }) =>
        [
          `${model} at ${place}: ${facts} facts in ${segments} segments, ${Math.ceil(bytes / 1024)} KiB`,
          upToDate
            ? style.green('✓ holds for the log as it stands')
            : style.yellow('! does not hold for the log as it stands; commands bring it up to date'),
          ...(until === undefined ? [] : [`folded up to ${instantText(until, style)}`]),
          ...(lease === undefined ? [] : [`kept by ${lease.owner}`]),
        ].join('\n'),
      ),
      ...(models.length === 0 ? ['no read models yet; make them with knockon models build'] : []),
    ].join('\n'),
});

export const droppedAnswer = (place: string): Answer => ({
  json: { dropped: place },
  text: () => `The read models at ${place} are thrown away; knockon models build makes them again.`,
});

type Standing =
  | { readonly kind: 'writing'; readonly brought: { readonly taken: number; readonly unfollowable: string | undefined } }
  | { readonly kind: 'standing by'; readonly behind: { readonly owner: string } };

export const keptText = (standing: Standing): string => {
  if (standing.kind === 'standing by') return `standing by: ${standing.behind.owner} keeps the read models`;
  const { taken, unfollowable } = standing.brought;
  return unfollowable === undefined
    ? `${taken} ${taken === 1 ? 'fact' : 'facts'} taken in; the read models hold for the log`
    : `the read models cannot follow this log: ${unfollowable}`;
};
