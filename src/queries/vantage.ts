// The same outage counted where it happened and where it was felt, with the accounts of it. Loads twice: figures and accounts are made apart.
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { vantageOf, type VantageReport } from '#projections/vantage.ts';
import { availability, type ReportRequest } from './report.ts';
import { load, type Source } from './source.ts';

export const vantage = async (source: Source, request: ReportRequest): Promise<VantageReport | Refusal> => {
  const report = await availability(source, request, 'span');
  if (isRefusal(report)) return report;
  const { facts } = await load(source);
  return vantageOf(report, facts, request.service, source.holidays);
};
