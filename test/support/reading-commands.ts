// Commands that read a log, each with what it needs beside its name to answer from the case of examples/hcpc-2016.
/** FIRST stands for the id of the first fail-over. */
export const READING: Readonly<Record<string, readonly string[]>> = {
  status: ['--all'],
  explain: ['online-register', '--at', '2016-01-17T01:00:00Z'],
  replay: [],
  'report availability': ['--from', '2016-01', '--to', '2016-02'],
  'report downtime': ['--from', '2016-01', '--to', '2016-02'],
  'report mttr': ['--from', '2016-01', '--to', '2016-02'],
  'report policies': [],
  'model show': ['--at', '2016-01-17'],
  'model diff': ['--from', '2014-01-01', '--to', '2016-01-17'],
  'log info': [],
  'log history': ['FIRST'],
  check: [],
  whatif: ['--set', 'ups-b.holdUp=PT0S', '--from', '2016-01', '--to', '2016-02'],
};
