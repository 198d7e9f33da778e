// The answers of the command line in JSON, as far as tests read them.
export interface FaultJson {
  readonly component: string;
  readonly fault: string;
  readonly began: { readonly at: string; readonly earliest: string; readonly latest: string; readonly about: boolean };
}

export interface ShareJson {
  readonly fault: FaultJson | null;
  readonly rawMs: number;
  readonly countedMs: number;
}

export interface CellJson {
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly availability: string | null;
  readonly target: number | null;
  readonly met: boolean | null;
  readonly soFar: boolean;
  readonly restsOn: { readonly downtime: readonly string[]; readonly atRisk: readonly string[] };
  readonly denominatorMs: number;
  readonly rawDowntimeMs: number;
  readonly countedDowntimeMs: number;
  readonly rawAtRiskMs: number;
  readonly noDataMs: number;
  readonly outages: number;
}

export interface AvailabilityJson {
  readonly from: string;
  readonly to: string;
  readonly policy: { readonly name: string; readonly description: string };
  readonly services: readonly {
    readonly service: string;
    readonly hours: string;
    readonly periods: readonly CellJson[];
    readonly overall: CellJson;
  }[];
  readonly notes: readonly string[];
}

export interface DowntimeJson {
  readonly policy: { readonly name: string };
  readonly blame: string;
  readonly services: readonly {
    readonly service: string;
    readonly outages: readonly {
      readonly from: string;
      readonly to: string;
      readonly rawMs: number;
      readonly countedMs: number;
      readonly owedTo: readonly ShareJson[];
    }[];
    readonly owedTo: readonly ShareJson[];
  }[];
}

export interface BlameJson {
  readonly rule: string;
  readonly groupBy: string | null;
  readonly services: readonly {
    readonly service: string;
    readonly periods: readonly {
      readonly period: string;
      readonly rawMs: number;
      readonly countedMs: number;
      readonly owedTo: readonly (ShareJson & { readonly planned: boolean; readonly error: { readonly rawMs: number } | null })[];
      readonly groups: readonly { readonly group: string; readonly rawMs: number; readonly countedMs: number }[] | null;
    }[];
  }[];
}

interface SideJson {
  readonly rawDowntimeMs: number;
  readonly countedDowntimeMs: number;
  readonly rawAtRiskMs: number;
}

export interface WhatIfJson {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly string[];
  readonly assumptions: readonly string[];
  readonly services: readonly {
    readonly service: string;
    readonly base: SideJson;
    readonly branch: SideJson;
    readonly savedRawMs: number;
    readonly savedCountedMs: number;
    readonly levelAtEnd: string;
  }[];
}

export interface ExplanationJson {
  readonly at: string;
  readonly firstCause: FaultJson | null;
  readonly explanation: readonly {
    readonly component: string;
    readonly level: string;
    readonly since: string | null;
    readonly faults: readonly FaultJson[];
    readonly held: { readonly by: string; readonly since: string; readonly cause: FaultJson | null } | null;
    readonly reserve: { readonly holdUpMs: number; readonly lostAt: string; readonly exhaustedAt: string | null } | null;
    readonly onStandby: readonly string[];
    readonly behind: readonly string[];
  }[];
}

export interface DemoJson {
  readonly case: string;
  readonly now: string;
  readonly availability: AvailabilityJson;
  readonly downtime: DowntimeJson;
  readonly lostRedundancy: readonly { readonly service: string; readonly rawMs: number; readonly uncertain: boolean }[];
  readonly published: readonly {
    readonly report: string;
    readonly months: readonly {
      readonly service: string;
      readonly period: string;
      readonly published: string;
      readonly ours: string | null;
      readonly agrees: boolean;
    }[];
    readonly spans: readonly {
      readonly service: string;
      readonly period: string;
      readonly published: string;
      readonly recomputed: string | null;
      readonly agrees: boolean;
    }[];
    readonly notes: readonly { readonly service: string; readonly text: string }[];
  }[];
  readonly whatIfs: readonly WhatIfJson[];
}

export interface LogInfoJson {
  readonly facts: number;
  readonly streams: number;
  readonly types: Readonly<Record<string, number>>;
  readonly imports: number;
  readonly pendingImports: number;
}

export interface ImportedJson {
  readonly added: number;
  readonly known: number;
  readonly dryRun: boolean;
}

export interface RecordedJson {
  readonly fact: string;
  readonly type: string;
  readonly occurredAt: FaultJson['began'];
  readonly changed: readonly {
    readonly service: string;
    readonly downMs: readonly { readonly month: string; readonly before: number; readonly after: number }[];
    readonly level: string;
  }[];
}

export interface StatusJson {
  readonly at: string;
  readonly components: readonly { readonly component: string; readonly level: string; readonly since: string | null }[];
}
