// Everything that can be wrong with a description's addresses, buses and BARs, as facts; words and places are the writer's
// business.

import type { PciAddress } from './address';
import type { UnwrittenFunction } from './description';

/** `origin` is the host bridge's, function's or BAR's own; other origins are named by their role. */
export type EnumerationFault = { readonly origin: number } &
  /** Two host bridges with one root bus. */
  (
    | { readonly fault: 'root-bus-taken'; readonly domain: number; readonly bus: number; readonly by: number }
    /** `[vvvv:dddd]` or `[none]` on a host bridge that has a child at 00.0. */
    | { readonly fault: 'function-at-00.0-twice'; readonly unwritten: UnwrittenFunction; readonly child: number }
    | { readonly fault: 'wrong-domain'; readonly found: number; readonly expected: number; readonly hostBridge: number }
    /** A function of a root bus whose address names another bus. */
    | {
        readonly fault: 'wrong-root-bus';
        readonly found: number;
        readonly expected: number;
        readonly hostBridge: number;
      }
    /** Children of one bridge that name different buses: `expected` is what `sibling`, the first to say one, named. */
    | {
        readonly fault: 'siblings-disagree';
        readonly found: number;
        readonly expected: number;
        readonly sibling: number;
      }
    /** A bridge's secondary bus has a higher number than the bus the bridge is on: `parentBus`. */
    | {
        readonly fault: 'bus-not-below-parent';
        readonly found: number;
        readonly parentBus: number;
        readonly parent: number;
      }
    /** The bus that the children name lies in the range first…last of the bridge or host bridge `by`. */
    | {
        readonly fault: 'bus-taken';
        readonly found: number;
        readonly by: number;
        readonly first: number;
        readonly last: number;
      }
    /** No bus number up to `last` is left for this bridge. */
    | { readonly fault: 'buses-exhausted'; readonly last: number }
    /** Device 0…31 or function 0…7 out of range. */
    | { readonly fault: 'address-out-of-range'; readonly device: number; readonly function: number }
    | { readonly fault: 'address-taken'; readonly address: PciAddress; readonly by: number }
    /** All 256 addresses of the bus are taken. */
    | { readonly fault: 'bus-full'; readonly bus: number }
    /** An endpoint cannot hold functions; they are left out. */
    | { readonly fault: 'children-of-endpoint'; readonly children: number }
    /** `placed` of `count` virtual functions have an address up to bus `last`; the others are left out. */
    | {
        readonly fault: 'virtual-functions-beyond-bus';
        readonly count: number;
        readonly placed: number;
        readonly last: number;
      }
    /** The address of virtual function N is taken; that one is left out. */
    | {
        readonly fault: 'virtual-function-address-taken';
        readonly virtualIndex: number;
        readonly address: PciAddress;
        readonly by: number;
      }
    | { readonly fault: 'bar-size'; readonly size: bigint }
    | { readonly fault: 'bar-misaligned'; readonly at: bigint; readonly size: bigint }
    | { readonly fault: 'bar-beyond-64-bit'; readonly at: bigint; readonly size: bigint }
    | { readonly fault: 'bar-overlap'; readonly at: bigint; readonly size: bigint; readonly by: number }
    | { readonly fault: 'bar-no-space'; readonly size: bigint }
    | {
        readonly fault: 'p2pmem-beyond-bar';
        readonly offset: bigint;
        readonly size: bigint | null;
        readonly barSize: bigint;
      }
  );
