package generate

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
)

type resource struct {
	kind, name string
	values     map[string]any
	unknown    map[string]any
	// references are what an unknown attribute is made from, where that is said.
	references map[string]string
}

func (r resource) address() string { return r.kind + "." + r.name }

// newResource is one resource of a plan. Its values are as the provider has them: policies
// are strings of JSON, and what is computed is unknown.
func newResource(of mix, number int) resource {
	random := source(number)
	made := draft{
		resource: resource{
			kind: of.kind(number), name: nameOf(number), unknown: map[string]any{"id": true, "arn": true},
			references: map[string]string{},
		},
		of: of, number: number, random: random, used: of.used(number),
		title:  fmt.Sprintf("team%d-%s", number, pick(random, "search", "support", "catalog", "chat")),
		region: pick(random, "us-east-1", "us-west-2", "eu-west-1"),
	}
	made.tags = map[string]any{
		"Name": made.title, "Environment": pick(random, "production", "staging", "development"),
		"ManagedBy": "terraform", "CostCenter": fmt.Sprint(random.IntN(10_000)),
	}
	made.account = fmt.Sprintf("%012d", random.Int64N(1_000_000_000_000))
	switch providerName(made.kind) {
	case "pinecone":
		made.pinecone()
	default:
		made.aws()
	}
	return made.resource
}

func nameOf(number int) string { return fmt.Sprintf("r%d", number) }

// draft is a resource in the making.
type draft struct {
	resource
	of              mix
	number          int
	random          *rand.Rand
	used            bool // by Pinecone
	title           string
	region, account string
	tags            map[string]any
}

// refer makes an attribute of another resource's, where the plan has one.
func (d *draft) refer(name, kind, attribute string, list bool) {
	number, ok := d.of.before(d.number, kind)
	if !ok {
		return
	}
	delete(d.values, name)
	d.unknown[name] = true
	if list {
		d.unknown[name] = []any{true}
	}
	d.references[name] = kind + "." + nameOf(number) + "." + attribute
}

func (d *draft) pinecone() {
	switch d.kind {
	case "pinecone_index":
		d.values = index(d.title, d.region, pick(d.random, 384, 768, 1536), faulty(d.random, "disabled", "enabled"))
		d.unknown = map[string]any{"id": true, "host": true, "status": true}
		if d.used {
			d.refer("cmek_id", "aws_kms_key", "arn", false)
		}
	case "pinecone_api_key":
		d.values = map[string]any{"name": d.title, "roles": []any{"DataPlaneEditor"}}
		d.unknown = map[string]any{"id": true, "key": true, "project_id": true}
	case "pinecone_project":
		d.values = map[string]any{"name": d.title, "force_encryption_with_cmek": faulty(d.random, false, true)}
		d.unknown = map[string]any{"id": true, "organization_id": true, "created_at": true}
	}
}

func index(name, region string, dimension int, protection string) map[string]any {
	return map[string]any{
		"name": name, "dimension": dimension, "metric": "cosine", "deletion_protection": protection,
		"vector_type": "dense", "tags": map[string]any{"team": name}, "timeouts": nil, "embed": nil,
		"spec": map[string]any{
			"serverless": map[string]any{"cloud": "aws", "region": region, "read_capacity": nil, "schema": nil},
			"pod":        nil, "byoc": nil,
		},
	}
}

func policy(action string, principal, target any) string {
	statement := map[string]any{"Sid": "Main", "Effect": "Allow", "Action": action, "Principal": principal}
	if target != nil {
		statement["Resource"] = target
	}
	text, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": []any{statement}})
	if err != nil {
		return ""
	}
	return string(text)
}
