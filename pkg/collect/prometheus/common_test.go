package prometheus_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestCommonAlerts holds that none of what people ask of Pinecone's metrics is told as what can never be.
func TestCommonAlerts(t *testing.T) {
	names := strings.NewReplacer(
		"queries", "pinecone_db_op_query_count", "durations", "pinecone_db_op_query_duration_sum",
		"records", "pinecone_db_record_total", "fullness", "pinecone_db_index_fullness",
		"failures", "pinecone_db_scheduled_backup_failure_total", "bytes", "pinecone_db_storage_size_bytes",
		"errors", "pinecone_request_error_count_total", "requests", "pinecone_request_count_total",
		"latency", "pinecone_request_latency_seconds", "cpu", "pinecone_db_drn_cpu_usage_percent",
	)
	alerts := strings.Split(strings.TrimSpace(common), "\n")
	var rules strings.Builder
	rules.WriteString("groups:\n- rules:\n")
	for i, expr := range alerts {
		fmt.Fprintf(&rules, "  - {alert: A%d, expr: %q}\n", i, names.Replace(expr))
	}
	got := collectFrom(t, fstest.MapFS{"rules.yml": one(rules.String())})
	if len(got.Observations) != len(alerts) {
		t.Errorf("%d alerts of %d are read: %v", len(got.Observations), len(alerts), got.Source().Problems)
	}
	for _, o := range got.Observations {
		if o.Values["never"] != nil || o.Unknown != nil {
			t.Errorf("%v: %v %v", o.Values["expression"], o.Values["never"], o.Unknown)
		}
	}
}

const common = `
absent(records)
absent(records{index_name="docs"}) == 1
absent_over_time(queries[15m])
absent(rate(queries[5m]))
increase(failures[1h]) > 0
sum by (index_name) (increase(failures[1d])) >= 1
changes(failures[1h]) > 0
resets(queries[1h]) > 3
rate(queries[5m]) == 0
sum by (index_name) (rate(queries[5m])) > 100
sum(rate(errors[5m])) / sum(rate(requests[5m])) > 0.05
(sum by (index_name) (rate(errors[5m])) / sum by (index_name) (rate(requests[5m]))) * 100 > 5
sum by (index_name) (rate(errors[5m])) / (sum by (index_name) (rate(requests[5m])) > 0) > 0.01
1 - (sum(rate(errors[30m])) / sum(rate(requests[30m]))) < 0.999
sum(rate(errors[1h])) / clamp_min(sum(rate(requests[1h])), 1) > 0.02
(sum(rate(errors[5m])) or vector(0)) / sum(rate(requests[5m])) > 0.05
rate(durations[5m]) / rate(queries[5m]) > 500
sum by (index_name) (rate(durations[5m])) / sum by (index_name) (rate(queries[5m])) > 200 and sum by (index_name) (rate(queries[5m])) > 1
increase(durations[10m]) / (increase(queries[10m]) > 0) > 250
histogram_quantile(0.99, sum by (le) (rate(latency_bucket[5m]))) > 0.5
histogram_quantile(0.95, sum by (le, index_name) (rate(latency_bucket[5m]))) > 1
rate(latency_sum[5m]) / rate(latency_count[5m]) > 0.3
histogram_quantile(0.99, rate(latency_bucket[5m])) > 2 * histogram_quantile(0.99, rate(latency_bucket[5m] offset 1d))
absent(histogram_quantile(0.9, sum by (le) (rate(latency_bucket[5m]))))
predict_linear(fullness[6h], 24 * 3600) > 1
predict_linear(fullness[6h], 24 * 3600) > 1 and fullness > 0.5
predict_linear(bytes[1d], 7 * 86400) > 1e12
deriv(records[1h]) < 0
delta(records[1h]) < -1000
idelta(records[5m]) < 0
avg_over_time(fullness[15m]) > 0.9
max_over_time(fullness[1h]) > 0.95
min_over_time(fullness[30m]) >= 1
quantile_over_time(0.95, cpu[30m]) > 90
stddev_over_time(records[1h]) > 1000
max by (index_name) (fullness) > 0.8
max by (index_name, shard_id) (cpu) > 80
avg by (index_name) (cpu) > 75
fullness * 100 > 80
100 * (1 - fullness) < 10
(1 - fullness) < 0.1
fullness == 1
fullness > 0.8 < 0.95
fullness > 0.8 unless fullness > 0.95
fullness > bool 0.8 == 1
count by (index_name) (fullness > 0.9) > 2
count(fullness > 0.9) / count(fullness) > 0.5
count(count by (index_name) (records)) > 20
count(count by (index_name) (records)) < 3
(count(records) or vector(0)) == 0
(count by (index_name) (records > 0) or on () vector(0)) < 1
time() - timestamp(records) > 600
time() - max(timestamp(queries)) > 600
records == 0
records < records offset 1d * 0.9
(records - records offset 1h) / records offset 1h < -0.1
abs(records - records offset 1h) / (records offset 1h) > 0.2
records unless records offset 1h
records offset 1h unless records
sum by (index_name) (records) > 1e6 unless on (index_name) sum by (index_name) (rate(queries[1h])) > 0
records > 0 and on (index_name) rate(queries[1h]) == 0
rate(queries[5m]) < 0.1 * rate(queries[5m] offset 1w)
rate(queries[5m]) > 2 * avg_over_time(rate(queries[5m])[1h:5m])
abs(rate(queries[5m]) - avg_over_time(rate(queries[5m])[1d:5m])) > 3 * stddev_over_time(rate(queries[5m])[1d:5m])
max_over_time(sum(rate(queries[5m]))[1h:1m]) > 500
topk(3, sum by (index_name) (rate(queries[5m]))) > 100
bytes / 1024 / 1024 / 1024 > 100
bytes / records > 10000
round(fullness * 100, 0.1) > 80
clamp_max(fullness, 1) > 0.9
ceil(fullness) == 1
floor(fullness) == 1
ln(records) > 10
label_replace(fullness, "index", "$1", "index_name", "(.*)") > 0.9
sort_desc(fullness) > 0.9
vector(scalar(max(fullness))) > 0.9
group by (index_name) (records) unless on (index_name) group by (index_name) (queries)
count_over_time(records[10m]) < 5
last_over_time(fullness[10m]) > 0.9
(fullness > 0.9 or cpu > 90)
fullness{index_name="docs"} > 0.9 or fullness{index_name!="docs"} > 0.8
quantile(0.9, cpu) > 80
stddev by (index_name) (cpu) > 20
sum by (index_name) (fullness) > 2
records % 1000 == 0
-fullness < -0.9
fullness ^ 2 > 0.8
fullness != 0
fullness > on (index_name) group_left () (max by (index_name) (fullness offset 1d))
double_exponential_smoothing(records[1h], 0.5, 0.5) > 1e6
(sum(rate(errors[5m])) / sum(rate(requests[5m])) > 14.4 * 0.001 and sum(rate(errors[1h])) / sum(rate(requests[1h])) > 14.4 * 0.001)
sgn(delta(records[1h])) == -1
(fullness or vector(NaN)) > 0.5
(fullness > 0.9) * 0 + 1 == 1
sum((fullness > bool 0.9)) >= 1
sum(fullness > bool 0.9) / count(fullness) > 0.5
avg(fullness > bool 0.9) == 0
sum(rate(errors[5m])) / sum(rate(requests[5m])) != sum(rate(errors[5m])) / sum(rate(requests[5m]))
`
