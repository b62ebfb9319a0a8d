/** Names AWS refuses in GetClusterCredentials: the reserved words of Redshift SQL. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup between binary
  blanksasnull both bytedict bzip2 case cast check collate column constraint create credentials cross current_date
  current_time current_timestamp current_user current_user_id default deferrable deflate defrag delta delta32k desc
  disable distinct do else emptyasnull enable encode encrypt encryption end except explicit false for foreign freeze
  from full globaldict256 globaldict64k grant group gzip having identity ignore ilike in initially inner intersect
  interval into is isnull join language leading left like limit localtime localtimestamp lun luns lzo lzop minus
  mostly16 mostly32 mostly8 natural new not notnull null nulls off offline offset oid old on only open or order outer
  overlaps parallel partition percent permissions pivot placing primary raw readratio recover references rejectlog
  resort respect restore right select session_user similar snapshot some sysdate system table tag tdes text255 text32k
  then timestamp to top trailing true truncatecolumns union unique unnest unpivot user using verbose wallet when where
  with without`.split(/\s+/),
);

/**
 * What AWS would say against a name in GetClusterCredentials (user or database), as a sentence; undefined when
 * nothing. 1 to 64 letters, digits and `_ + . @ -`, a letter first, not `PUBLIC`, no reserved word.
 */
export function iamNameProblem(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+.@-]{0,63}$/.test(name)) {
    return 'For IAM credentials AWS takes 1 to 64 letters, digits and _ + . @ - with a letter first.';
  }
  if (name.toLowerCase() === 'public' || RESERVED_WORDS.has(name.toLowerCase())) {
    return `"${name}" is a reserved word of Redshift, for which AWS issues no credentials.`;
  }
  return undefined;
}

/**
 * What is wrong with a cluster identifier by AWS's rules: 1 to 63 lower-case letters, digits and single hyphens, a
 * letter first, no hyphen last.
 */
export function clusterIdProblem(id: string): string | undefined {
  if (/^(?!.*--)[a-z][a-z0-9-]{0,62}$/.test(id) && !id.endsWith('-')) return undefined;
  return 'A cluster identifier has 1 to 63 lower-case letters, digits and single hyphens, with a letter first.';
}

/** What is wrong with the name of a workgroup by AWS's rules: 3 to 64 lower-case letters, digits and hyphens. */
export function workgroupProblem(name: string): string | undefined {
  if (/^[a-z0-9-]{3,64}$/.test(name)) return undefined;
  return 'The name of a workgroup has 3 to 64 lower-case letters, digits and hyphens.';
}
