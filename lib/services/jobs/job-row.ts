import type { JobDto } from './job-dto';

/** The row as a DTO: what it holds besides stays here. */
export function toJobDto(row: JobDto): JobDto {
  const { jobId, type, enabled, description, owner, schedule, worker, dispatcher } = row;
  return { jobId, type, enabled, description, owner, schedule, worker, dispatcher };
}

/** Enabled jobs first, then by name. */
export function byEnabled(one: JobDto, other: JobDto): number {
  return Number(other.enabled) - Number(one.enabled) || (one.jobId < other.jobId ? -1 : 1);
}
