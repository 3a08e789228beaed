package assemble

import (
	"cmp"
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/drift"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// guesser finds what a declaration does not tell: what it refers to is there by now, and has
// its id; and the caller, the partition and the region of AWS are those of where the thing was
// seen.
func (d *drifting) guesser(o *snapshot.Observation, live []*snapshot.Observation) func(pointer string) drift.Guess {
	var call snapshot.Call
	for _, shown := range live {
		if shown.Call != nil {
			call = *shown.Call
		}
	}
	return func(pointer string) drift.Guess {
		why, ok := o.Unknown[pointer]
		if !ok {
			return drift.Guess{}
		}
		known, all := map[string]string{}, true
		for _, reference := range o.References[pointer] {
			value, ok := d.resolve(o.Source, reference)
			if !ok {
				value, ok = ambient(reference, call)
			}
			if all = all && ok; ok {
				known[reference] = value
			}
		}
		if why.Pattern == "" {
			return composed(why.Expression, known, all)
		}
		text, told := drift.Fill(why.Pattern, func(expression string) (string, bool) {
			value, ok := known[expression]
			if !ok {
				value, ok = ambient(expression, call)
			}
			return value, ok
		})
		if told {
			return drift.Guess{Texts: []string{text}, Certain: true}
		}
		return drift.Guess{Pattern: text}
	}
}

// composed is what something is that is no text with holes. Where its expression is more than
// a reference, it may be anything that is made of what it refers to.
func composed(expression string, known map[string]string, all bool) drift.Guess {
	if !all {
		return drift.Guess{}
	}
	_, reference := known[expression]
	return drift.Guess{Texts: slices.Sorted(maps.Values(known)), Certain: reference && len(known) == 1}
}

// callers are the data sources that tell where a configuration is applied.
var callers = lazyregexp.New(`^(module\..+\.)?data\.aws_(caller_identity|partition|region)\.[^.]+\.(\w+)$`)

func ambient(expression string, call snapshot.Call) (string, bool) {
	parts := callers().FindStringSubmatch(expression)
	if parts == nil {
		return "", false
	}
	value := ""
	switch source, name := parts[2], parts[3]; {
	case source == "caller_identity" && (name == "account_id" || name == "id"):
		value = call.Account
	case source == "region" && (name == "name" || name == "region" || name == "id"):
		value = call.Region
	case source == "partition" && (name == "partition" || name == "id"):
		value = "aws"
	}
	return value, value != ""
}

// resolve is the attribute of another thing that a reference names, where a service shows it.
func (d *drifting) resolve(source, reference string) (string, bool) {
	source, reference = snapshot.Referred(source, reference)
	for at := reference; at != ""; at = shorten(at) {
		found := d.graph.byAddress[source+"\x00"+at]
		if len(found) == 0 {
			continue
		}
		name := reference[len(at):]
		if len(found) > 1 || len(name) < 2 || name[0] != '.' {
			return "", false
		}
		target := d.of[found[0]]
		if target == nil || !slices.ContainsFunc(target.Observations, isLive) {
			return "", false
		}
		value := snapshot.Text(target.Values, cmp.Or(idOf(target.Type, name[1:]), name[1:]))
		return value, value != ""
	}
	return "", false
}

// idOf is the attribute that a resource's id is (AWS provider, "Attribute Reference" of each
// type); empty for another attribute, or where it is called so.
func idOf(kind, name string) string {
	if name != "id" {
		return ""
	}
	return map[string]string{
		"aws_iam_role": "name", "aws_iam_policy": "arn", "aws_kms_key": "key_id", "aws_kms_alias": "name",
		"aws_s3_bucket": "bucket", "aws_route53_zone": "zone_id",
	}[kind]
}
