-- Readers of the newsroom, for wrk: every request has a trace id of its own, whose last eight digits
-- are the number in its path, so that whoever hears of the scope knows what it ought to hold.
local number = 0
local methods = { readers = "GET", feeds = "GET", prints = "POST", nowhere = "GET" }
local routes = { "readers", "feeds", "prints", "readers", "feeds", "nowhere" }

function request()
  number = number + 1
  local route = routes[number % #routes + 1]
  local headers = {}
  headers["traceparent"] = string.format("00-%016x%016x-%016x-01", 1, number, number)
  return wrk.format(methods[route], "/" .. route .. "/" .. number, headers)
end

-- One line for the tests: requests answered, and those that failed on the way.
function done(summary)
  local errors = summary.errors
  print(string.format("answered=%d lost=%d", summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout))
end
