// The scenarios saved in a log, and one of them: what it changes and assumes, asked of the base it was saved on. Showing one costs a what-if.
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { savedScenariosIn, type SavedScenario, type ShownScenario } from '#projections/saved-scenarios.ts';
import { noSuchScenario, scenarios } from './scenarios.ts';
import { load, type Source } from './source.ts';
import type { ModelEditor } from './what-if-changes.ts';

export const savedScenarios = async (source: Source): Promise<readonly SavedScenario[]> => savedScenariosIn((await load(source)).facts);

export const savedScenario = async (source: Source, name: string, zone: string, editor: ModelEditor): Promise<ShownScenario | Refusal> => {
  const all = await savedScenarios(source);
  const found = all.find((one) => one.name === name);
  if (found === undefined)
    return refuse(
      noSuchScenario(
        name,
        all.map((one) => one.name),
      ),
    );
  const asked = { policy: 'default', service: [], zone, on: 'own' } as const;
  const compared = await scenarios(source, asked, [{ kind: 'saved', name }], editor);
  if (isRefusal(compared)) return { ...found, said: compared };
  const [comparison] = compared.comparisons;
  return { ...found, said: { changes: comparison?.changes ?? [], assumptions: comparison?.assumptions ?? [] } };
};
