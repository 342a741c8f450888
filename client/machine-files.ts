// Which files of a workspace are machines.

/** A glob. */
export const MACHINE_FILES = '**/*.p2p';
