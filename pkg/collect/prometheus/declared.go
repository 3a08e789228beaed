package prometheus

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// DeclaredArguments are, by Terraform's types of resources, the arguments that hold what is read
// here, and names: of manifests of Kubernetes, the values of charts, the rules, scrapes and
// dashboards of managed services, and what configures a collector of metrics on AWS. What a
// provider computes of them is left out.
func DeclaredArguments() map[string][]string {
	configMap := []string{"data", "metadata"}
	return map[string][]string{
		"aws_ecs_task_definition":                     {"container_definitions", "family"},
		"aws_prometheus_rule_group_namespace":         {"data", "name"},
		"aws_prometheus_scraper":                      {"alias", "scrape_configuration"},
		"aws_s3_object":                               {"content", "key"},
		"aws_ssm_parameter":                           {"name", "value"},
		"azurerm_monitor_alert_prometheus_rule_group": {"name", "rule", "rule_group_enabled"},
		"google_monitoring_alert_policy":              {"conditions", "display_name", "enabled"},
		"google_monitoring_dashboard":                 {"dashboard_json"},
		"grafana_dashboard":                           {"config_json"},
		"grafana_rule_group":                          {"name", "rule"},
		"helm_release":                                {"chart", "name", "set", "set_list", "set_sensitive", "values"},
		"kubectl_manifest":                            {"yaml_body", "yaml_body_parsed"},
		"kubernetes_config_map":                       configMap,
		"kubernetes_config_map_v1":                    configMap,
		"kubernetes_config_map_v1_data":               configMap,
		"kubernetes_manifest":                         {"manifest"},
		"kubernetes_secret":                           configMap,
		"kubernetes_secret_v1":                        configMap,
		"kubernetes_secret_v1_data":                   configMap,
		"local_file":                                  {"content"},
		"mimir_rule_group_alerting":                   {"name", "rule"},
		"mimir_rule_group_recording":                  {"name", "rule"},
		"mimirtool_ruler_namespace":                   {"config_yaml", "namespace"},
	}
}

// DeclaredTypes are the types of [DeclaredArguments].
func DeclaredTypes() []string { return slices.Sorted(maps.Keys(DeclaredArguments())) }

// Declared takes the resources of [DeclaredTypes], from several goroutines, until they are
// read.
type Declared struct {
	mu    sync.Mutex
	found []*declaration
	size  int
	// templates are the pointers of those that a template has, by file.
	templates map[string]map[string]bool
}

// mostDeclared bounds the texts that are kept, in bytes.
const mostDeclared = 64 << 20

// Add takes one resource. Of more than anybody has, the rest is known by its place alone.
func (d *Declared) Add(o *snapshot.Observation) {
	size := 0
	for _, text := range texts(nil, o.Values) {
		size += len(text)
	}
	for _, unknown := range o.Unknown {
		size += len(unknown.Pattern)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.size += size; d.size > mostDeclared {
		o.Values, o.Unknown = map[string]any{}, nil
	}
	d.found = append(d.found, &declaration{Observation: o})
}

// sorted are all of them, by where they stand.
func (d *Declared) sorted() []*declaration {
	if d == nil {
		return nil
	}
	slices.SortFunc(d.found, func(a, b *declaration) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Address, b.Address))
	})
	return d.found
}
