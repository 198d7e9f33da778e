// How `--set` and `--add` edit a model: values as a model file would say them, checked as a model file is.
import { parseScalar } from '#intake/scalar.ts';
import type { ModelEditor } from '#queries/what-if-changes.ts';
import { definedComponent, revisedDefinition } from '#wire/revise.ts';

export const editor: ModelEditor = { read: parseScalar, revised: revisedDefinition, defined: definedComponent };
