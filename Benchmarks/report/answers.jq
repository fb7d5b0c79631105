# The question of yardsticks.py, for: jq -n -c -f answers.jq FILE
def at(q): .[((q * length) | ceil) - 1];
[inputs | [.scope, .dur, .counters.rows]]
| group_by(.[0])
| map((map(.[1]) | sort) as $durations
  | [.[0][0], length, ($durations | add), ($durations | at(0.5), at(0.9), at(0.99)), (map(.[2]) | add)])
