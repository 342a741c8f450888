// Positions as the Language Server Protocol counts them: lines and UTF-16 code units, both from 0.

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}
