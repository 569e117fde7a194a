-- Tells what wrk measured as one line of JSON; times are in microseconds.
done = function(summary, latency, requests)
  local wrong = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "p50": %d, "p95": %d, "p99": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99),
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end

-- Pages are kept by host name: under a new one each time, none is found in the page cache.
if os.getenv("BENCH_COLD") then
  local run, number = os.time(), 0
  request = function()
    number = number + 1
    wrk.headers["Host"] = "bench" .. run .. "-" .. number .. ".localhost"
    return wrk.format()
  end
end
