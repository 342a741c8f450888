// Commands as clients know them: the first two the server carries out, the last the client itself.

export const EXPLAIN_PAIR = 'peermap.explainPair';
export const ACCEPT_ACTUAL = 'peermap.acceptActual';
export const OPEN_MAP = 'peermap.openMap';
