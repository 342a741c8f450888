// The words that several parts of the report are made of.

export type ReportMapType = 'UNKNOWN' | 'NOT_SUPPORTED' | 'BUS_ADDR' | 'THRU_HOST_BRIDGE';
export type ReportAcsFlag = 'SV' | 'TB' | 'RR' | 'CR' | 'UF' | 'EC' | 'DT';

/** What an answer hinges on and is not known. */
export interface ReportMissing {
  readonly device: string;
  readonly missing: string;
}
