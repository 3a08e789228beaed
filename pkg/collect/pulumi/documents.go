package pulumi

import (
	"cmp"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// watching begin the tokens of resources that may have alerts on Pinecone's metrics without its
// name.
func watching() []string { return []string{"aws:amp", "grafana:alerting", "monitoring.coreos.com"} }

// holderOf is Terraform's type of one of Pulumi's that holds files of another program: rules,
// scrapes, dashboards, manifests of Kubernetes or the values of charts. It is empty for others.
func holderOf(token string) string {
	parts := strings.Split(token, ":")
	if len(parts) < 3 {
		return ""
	}
	module, _, _ := strings.Cut(parts[1], "/")
	name := parts[len(parts)-1]
	switch parts[0] + ":" + module + ":" + name {
	case "aws:amp:RuleGroupNamespace":
		return "aws_prometheus_rule_group_namespace"
	case "aws:amp:Scraper":
		return "aws_prometheus_scraper"
	case "azure:monitoring:AlertPrometheusRuleGroup":
		return "azurerm_monitor_alert_prometheus_rule_group"
	case "gcp:monitoring:AlertPolicy":
		return "google_monitoring_alert_policy"
	case "grafana:oss:Dashboard", "grafana:index:Dashboard":
		return "grafana_dashboard"
	case "grafana:alerting:RuleGroup", "grafana:index:RuleGroup":
		return "grafana_rule_group"
	case "kubernetes:core:ConfigMap":
		return "kubernetes_config_map"
	case "kubernetes:core:Secret":
		return "kubernetes_secret"
	case "kubernetes:yaml:ConfigGroup":
		return "kubectl_manifest"
	}
	switch {
	case parts[0] != "kubernetes":
		return ""
	case module == "helm.sh":
		return "helm_release"
	case strings.Contains(module, ".") && !strings.HasSuffix(module, ".k8s.io"), name == "CustomResource":
		return "kubernetes_manifest"
	default:
		return ""
	}
}

// documents hands on a resource that holds files of another program, of which a program has
// the places of the texts.
func (p *program) documents(token, address string, values *document.Value, at snapshot.Position) {
	kind := holderOf(token)
	if kind == "" || p.options.Document == nil {
		return
	}
	renamed := values
	if !strings.HasPrefix(kind, "kubernetes_") && kind != "helm_release" && kind != "kubectl_manifest" {
		renamed = named(values, kind, 0)
	}
	o := &snapshot.Observation{Type: kind, Source: p.source.ID, Address: address}
	pieces := document.Record(o, withKind(renamed, kind, token), at)
	p.onlyProjects(o)
	p.options.Document(o, pieces)
}

// withKind says of a manifest what it is, which Pulumi has in the type.
func withKind(values *document.Value, kind, token string) *document.Value {
	if kind != "kubernetes_manifest" || values.Unknown != nil || values.Get("kind") != nil {
		return values
	}
	with := *values
	with.Fields = append(append([]document.Field(nil), values.Fields...), document.Field{
		Name: "kind", Value: document.String(token[strings.LastIndexByte(token, ':')+1:], values.At),
	})
	return &with
}

// named is a tree with the names that Terraform has for what Pulumi calls otherwise. What a
// function turns into JSON has names of its own.
func named(v *document.Value, kind string, depth int) *document.Value {
	if v == nil || v.Unknown != nil || v.Note == jsonOf || depth > deepest {
		return v
	}
	made := *v
	made.Items = make([]*document.Value, len(v.Items))
	for i, item := range v.Items {
		made.Items[i] = named(item, kind, depth+1)
	}
	made.Fields = make([]document.Field, len(v.Fields))
	for i, field := range v.Fields {
		name := snake(field.Name)
		switch {
		case name == "labels" || name == "annotations":
			made.Fields[i] = document.Field{Name: name, Value: field.Value}
			continue
		case name == "rules" && kind != "google_monitoring_alert_policy":
			name = "rule"
		case name == "datas":
			name = "data"
		}
		made.Fields[i] = document.Field{Name: name, Value: named(field.Value, kind, depth+1)}
	}
	return &made
}

// onlyProjects leaves those references of an observation that are to projects of Pinecone.
func (p *program) onlyProjects(o *snapshot.Observation) {
	if p.document == nil {
		return
	}
	resources := p.document.Root.Get("resources")
	kept := map[string][]string{}
	for pointer, references := range o.References {
		for _, reference := range references {
			name, _, _ := strings.Cut(reference, ".")
			if typeOf(resources.Get(name).Get("type").String(), p.options.Types) == "pinecone_project" {
				kept[pointer] = append(kept[pointer], reference)
			}
		}
	}
	o.References = kept
}

// tokenOf is the type of a step's resource as Pulumi writes it.
func tokenOf(one step) string { return cmp.Or(one.state.Get("type").String(), one.urn.kind()) }

// documents hands on a resource that a preview makes, at the line of the program that made it,
// or in the preview. Texts that are not known, or are secrets, stay so.
func (p *preview) documents(one step, there snapshot.Position) {
	if one.op == "delete" || holderOf(tokenOf(one)) == "" {
		return
	}
	values := &document.Value{Kind: document.Map, At: there}
	p.take(values, one.state.Get("inputs"), func(string) bool { return true })
	p.program.documents(tokenOf(one), p.address(one.urn.whole), values, there)
}
