// What the binder makes of the trees of all files of a machine: one flat list of declarations, one of references. The
// index of a declaration is the `origin` by which core's functions, BARs and faults are traced back to the text.

import type { TextRange } from './diagnostic';
import type {
  BarSyntax,
  FunctionSyntax,
  HostBridgeSyntax,
  NvmetSyntax,
  ScatterlistSyntax,
  ScenarioSyntax,
} from './tree';

interface DeclarationBase {
  /** Index in Analysis.declarations. */
  readonly index: number;
  /** null: a bridge or BAR without a name, or a name that is missing or not allowed. */
  readonly name: string | null;
  /** URI. */
  readonly file: string;
  readonly nameRange: TextRange | null;
  /** The whole declaration with its block. */
  readonly range: TextRange;
  /** The `///` lines before it, joined by line ends; null: none. */
  readonly documentation: string | null;
  /** Index of the host bridge or function that holds it; null at the top of a file. */
  readonly parent: number | null;
  /** A fault in it changes what it means: no query that depends on it is evaluated. */
  readonly unreliable: boolean;
}

export type Declaration =
  | (DeclarationBase & { readonly kind: 'host_bridge'; readonly syntax: HostBridgeSyntax })
  | (DeclarationBase & { readonly kind: 'function'; readonly syntax: FunctionSyntax })
  | (DeclarationBase & { readonly kind: 'bar'; readonly syntax: BarSyntax })
  | (DeclarationBase & { readonly kind: 'sgl'; readonly syntax: ScatterlistSyntax })
  | (DeclarationBase & { readonly kind: 'nvmet'; readonly syntax: NvmetSyntax })
  | (DeclarationBase & { readonly kind: 'scenario'; readonly syntax: ScenarioSyntax });

export type DeclarationKind = Declaration['kind'];

/** What a name is asked for at its place. */
export type ReferenceRole =
  | 'provider'
  | 'client'
  /** The scatterlist of a `map`. */
  | 'scatterlist'
  /** Peer-to-peer memory of a scatterlist entry. */
  | 'memory'
  /** An answer of `provider for` or `nvmet`. */
  | 'chosen'
  | 'port'
  | 'namespace'
  /** `namespace … p2pmem NAME`. */
  | 'namespace-provider';

export interface Reference {
  /** URI. */
  readonly file: string;
  /** The whole word. */
  readonly range: TextRange;
  /** The part before `.vf`. */
  readonly nameRange: TextRange;
  readonly name: string;
  /** Index in Analysis.declarations; null: unknown, or not a thing that this place takes. */
  readonly declaration: number | null;
  /** null: the device itself. */
  readonly virtualFunction: number | '*' | null;
  readonly role: ReferenceRole;
}
