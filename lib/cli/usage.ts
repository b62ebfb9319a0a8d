export const USAGE = `Usage: lava-conn COMMAND [OPTIONS] [FILE…]

Commands
  resolve [--realm R] [--reveal] [FILE…]  what a lava worker would make of each specification, with AWS's answers
  test [--realm R] [FILE…]                whether a lava worker could connect, stage by stage
  lint [--realm R] [FILE…]                what an admin should know about each specification; asks nobody
  table TYPE                              the fields of a connector type, as Markdown

Options
  --realm R    the realm whose rules apply; otherwise LAVA_REALM
  --reveal     print passwords instead of [secret]
  --help       this text
  --version    the version

A FILE holds one specification, a list of them or one after another, as JSON or YAML; - is the standard input, which
is also read when no FILE is given. Each specification gives one line of JSON on the standard output.

Exit code 0: all are ok. 1: some are not. 2: wrong usage, or input that cannot be read.
`;
