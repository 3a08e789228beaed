package config

import (
	"fmt"
	"strconv"
	"strings"
)

// writing is a manifest in the making. It is no text/template: that finds methods by their
// names at run time, for which the linker keeps those of all types, a fifth of the program.
type writing struct{ strings.Builder }

// line writes a line; a format without arguments is taken as it is.
func (w *writing) line(format string, args ...any) {
	fmt.Fprintf(w, format+"\n", args...)
}

// comment makes a comment of all that was written.
func (w *writing) comment() {
	lines := strings.TrimSuffix(w.String(), "\n")
	w.Reset()
	w.line("%s", "# "+strings.ReplaceAll(lines, "\n", "\n# "))
}

// set writes a key with a text, if there is one.
func (w *writing) set(indent, key, text string) {
	if text != "" {
		w.line("%s%s: %s", indent, key, text)
	}
}

// found writes a comment on what belongs nowhere yet, if there is any.
func (w *writing) found(title string, items []string) {
	if len(items) == 0 {
		return
	}
	w.line("\n# %s:", title)
	for _, item := range items {
		w.line("#     - %s", item)
	}
}

func quote(text string) string {
	if text == "" {
		return ""
	}
	return strconv.Quote(text)
}

func quoteAll(texts []string) []string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	return quoted
}

func (w *writing) organization(o FoundOrganization) {
	const plan = "# plan: enterprise                      # starter, builder, standard, enterprise or dedicated"
	known := "  # "
	switch {
	case o.Name == "":
		known = "#   "
		w.line("\n# organization:\n#   name: acme\n#   %s", strings.TrimPrefix(plan, "# "))
	case knownPlan(o.Plan) == "":
		w.line("\norganization:\n  name: %q\n  %s", o.Name, plan)
	default:
		w.line("\norganization:\n  name: %q\n  plan: %s", o.Name, o.Plan)
	}
	role, bucket := quote(o.AuditRole), quote(o.AuditBucket)
	if role == "" {
		role = "<role>"
	}
	if bucket == "" {
		bucket = "acme-audit/pinecone"
	}
	w.line(`%spinecone_aws_account: "123456789012"  # Pinecone's account, which the console shows under CMEK`, known)
	w.line(`%sowners: [alice@acme.example]          # who should own the organization`, known)
	w.line(`%ssso: {enabled: true, enforced: true, provider: okta, `+
		`email_domains: [acme.example], roles_from: console}`, known)
	w.line(`%saudit_logs: {enabled: true, role: %s, bucket: %s, retention_days: 400}`, known, role, bucket)
	w.line(`%ssupport: {sla: "99.95", contact: oncall@acme.example, runbook: docs/runbook.md}`, known)
}

func (w *writing) project(p foundProject) {
	if p.Name == madeUp {
		w.line("  - name: %q                    # made up: write the name that the console shows", p.Name)
	} else {
		w.line("  - name: %q", p.Name)
	}
	w.set("    ", "id", quote(p.ID))
	w.line(`    # environment: production             # production, staging, development or test
    # data_classes: [pii]
    # admins: [alice@acme.example]
    # backups: {recovery_point: 24h, retention_days: 30}
    # workloads:                          # the programs, each with the API key that it uses`)
	for _, key := range p.APIKeys {
		w.line("    #   - {name: <program>, access: read, api_key: %q, cloud: aws, region: us-east-1, sdk: python}", key)
	}
	if len(p.APIKeys) == 0 {
		w.line("    #   - {name: api, access: read, api_key: api-prod, cloud: aws, region: us-east-1, sdk: python}")
	}
	w.encryption(p)
	if len(p.Indexes) > 0 {
		w.line("    indexes:")
	}
	for _, index := range p.Indexes {
		w.line("      - name: %q", index.Name)
		w.set("        ", "cloud", knownCloud(index.Cloud))
		w.set("        ", "region", quote(index.Region))
		w.line(`        # model: text-embedding-3-small
        # records: 1000000
        # load: import                    # import or upsert`)
	}
}

func (w *writing) encryption(p foundProject) {
	switch {
	case p.Encrypted:
		w.line("    cmek:\n      required: true                      # the project enforces it")
	case len(p.Keys) > 0:
		w.line("    cmek:\n      # required: true")
	}
	if len(p.Keys) > 0 {
		w.line("      keys:                               # what the indexes are encrypted with")
	}
	for _, key := range p.Keys {
		w.line("        - name: %q # as the console calls it\n          key: %q", key.Name, key.Key)
		w.set("          ", "role", quote(key.Role))
		w.line("          # external_id: <uuid>           # the one that was entered with the key")
	}
}

func (w *writing) endpoints(names []string) {
	if len(names) == 0 {
		return
	}
	w.line("    private_endpoints:\n      endpoints:")
	for _, name := range names {
		w.line("        - %q", name)
	}
	w.line("      # required: true\n      # public_access: disabled           # as the console says")
}

// flow is an index in one line.
func flow(index FoundIndex) string {
	text := "{name: " + strconv.Quote(index.Name)
	if cloud := knownCloud(index.Cloud); cloud != "" {
		text += ", cloud: " + cloud
	}
	if index.Region != "" {
		text += ", region: " + strconv.Quote(index.Region)
	}
	return text + "}"
}
