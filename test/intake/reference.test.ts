// The reference pages say what is so: every example is read, every type has one, every key is named.
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { refusalText } from '#domain/refusal.ts';
import { readInputs } from '#intake/detect.ts';
import { checkModel } from '#intake/model-file.ts';
import { calendarDefinition } from '#wire/calendar.ts';
import { componentDefinition } from '#wire/component.ts';
import { FACT_TYPES, factData } from '#wire/fact-data.ts';
import { policyDefinition } from '#wire/policy.ts';
import { spec } from '../support/spec.ts';

const page = (name: string): string => readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8');
const examples = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);
const read = (name: string, text: string) => {
  const inputs = readInputs([{ name, bytes: new TextEncoder().encode(text) }]);
  if (!('models' in inputs)) throw new Error(inputs.map(refusalText).join('\n'));
  return inputs;
};
const KNOWN = { components: new Set<string>(), calendars: new Set<string>(), scale: compileScale(DEFAULT_SCALE) };

spec('intake/reference [unit]', (test) => {
  const [modelPage, factsPage] = [page('model.md'), page('facts.md')];

  for (const [index, text] of examples(modelPage, 'yaml').entries()) {
    test(`model example ${index + 1} is a whole model without a fault`, () => {
      const { models } = read('model.yaml', text);
      assert.equal(models.flatMap((model) => checkModel(model, KNOWN)).map(refusalText), []);
      assert.is(models.length, 1);
    });
  }

  test('the fact examples are read, and there is one of every type', () => {
    const blocks = examples(factsPage, 'jsonl');
    assert.is(blocks.length, 2);
    const types = blocks.flatMap((text) => read('facts.jsonl', text).facts.flatMap(({ drafts }) => drafts.map(({ value }) => value.type)));
    assert.equal([...new Set(types)].toSorted(), [...FACT_TYPES].toSorted());
  });

  test('every key of a component, a policy and a calendar is named', () => {
    const pages = modelPage + page('policies.md');
    const keys = [componentDefinition, policyDefinition, calendarDefinition].flatMap((schema) => Object.keys(schema.shape));
    assert.equal(
      keys.filter((key) => !pages.includes(`\`${key}\``) && !pages.includes(`${key}:`)),
      [],
    );
  });

  for (const type of FACT_TYPES) {
    test(`every key of ${type} is named`, () => {
      const row = factsPage.split('\n').find((line) => line.split('|')[1]?.includes(`\`${type}\``)) ?? '';
      const unnamed = Object.keys(factData[type].shape).filter((key) => !new RegExp(`\`${key}[?:\`]`).test(row));
      assert.equal(unnamed, []);
    });
  }
});
