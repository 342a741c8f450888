// Bounds that keep hostile input from hanging anybody. Each is far above what a machine needs.

/** Levels of files that include each other, the root not counted. */
export const MAXIMUM_INCLUDE_DEPTH = 32;

/** Combinations of one `pair` query. */
export const MAXIMUM_PAIRS_OF_QUERY = 20_000;

/** Combinations of all `pair` queries of a machine, its scenarios included. */
export const MAXIMUM_PAIRS = 100_000;

/** NumVFs is a 16-bit register (PCIe Base Specification, SR-IOV extended capability), and so are offset and stride. */
export const MAXIMUM_VIRTUAL_FUNCTIONS = 0xffff;

/** Of unknown names with known ones, in search of the nearest. */
export const MAXIMUM_COMPARISONS = 200_000;

/** Findings that rules have in one line: a command line may have one for each of its words. One more says that there are more. */
export const MAXIMUM_RULE_FINDINGS_OF_LINE = 100;

/** Findings of one machine, rules not counted; one more says that there are more. */
export const MAXIMUM_FINDINGS = 10_000;

/** Entries of one mapped scatterlist; drivers map a few hundred at a time. */
export const MAXIMUM_ENTRIES_OF_LIST = 10_000;

/** Entries of all scatterlists that are mapped for a machine, its scenarios included. */
export const MAXIMUM_ENTRIES = 100_000;

/** Devices that publish memory, times clients, of one `provider for` or `nvmet`. */
export const MAXIMUM_CANDIDATES_OF_QUERY = 50_000;

/** The same of all `provider for` and `nvmet` of a machine, its scenarios included. */
export const MAXIMUM_CANDIDATES = 100_000;

/** Of names that are equally near to one that nothing has; more are no help. */
export const MAXIMUM_PROPOSED_NAMES = 3;
