package assemble

import (
	"cmp"
	"maps"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// unifyDestination parts the prefix of a destination for audit logs, "bucket/prefix", from
// the bucket. The prefix ends in a slash, as Pinecone writes below it.
func unifyDestination(organization *snapshot.Observation) {
	export, _ := organization.Values["audit_logs"].(map[string]any)
	named, _ := export["bucket"].(string)
	bucket, prefix := destination(named)
	if bucket == named {
		return
	}
	export = maps.Clone(export)
	export["bucket"] = bucket
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		export["prefix"] = prefix + "/"
		if place, ok := organization.Locations.Get("/audit_logs/bucket"); ok {
			organization.Locations.Set("/audit_logs/prefix", place)
		}
	}
	organization.Values = maps.Clone(organization.Values)
	organization.Values["audit_logs"] = export
}

// destination cuts bucket/prefix at the first slash that is of neither the folder nor the
// key in an address.
func destination(named string) (bucket, prefix string) {
	from := 0
	if tool, address, ok := snapshot.Named(named); ok {
		from = len(tool) + 1
		if folder, _, ok := strings.Cut(address, ":"); ok && !strings.ContainsAny(folder, `["`) {
			from += len(folder)
		}
	}
	quoted := false
	for i := from; i < len(named); i++ {
		switch {
		case named[i] == '"':
			quoted = !quoted
		case named[i] == '/' && !quoted:
			return named[:i], named[i+1:]
		}
	}
	return named, ""
}

// bucketOf is the name of the bucket that an ARN of it, or of objects in it, names; any
// other text is itself.
func bucketOf(name string) string {
	if strings.HasPrefix(name, "arn:") {
		if _, resource, ok := strings.Cut(name, ":s3:::"); ok {
			name, _, _ = strings.Cut(resource, "/")
		}
	}
	return name
}

// roleIn is the name of the role that an ARN names.
func roleIn(arn string) (string, bool) {
	if !strings.HasPrefix(arn, "arn:") || !strings.Contains(arn, ":role/") {
		return "", false
	}
	return arn[strings.LastIndexByte(arn, '/')+1:], true
}

// indexAt is the name of the index whose host a text is, also as a URL, or else the text.
func indexAt(name string) string {
	_, host, _ := strings.Cut(name, "://")
	host = strings.TrimRight(cmp.Or(host, name), "/")
	if index := snapshot.IndexOf(host); index != "" && snapshot.InDomain(host) {
		return index
	}
	return name
}

// named are the observations that an identifier is of: a bucket also by the ARN of an object
// in it, an index also by its host, and a role that does not say its ARN, as in Terraform's
// source, by the name in it, if it is the only one of that name.
func (g *graph) named(kind, identifier string) []*snapshot.Observation {
	found := g.byValue[kind+"\x00"+identifier]
	switch kind {
	case "aws_s3_bucket":
		found = g.byValue[kind+"\x00"+bucketOf(identifier)]
	case "pinecone_index":
		if name := indexAt(identifier); name != identifier {
			found = g.byValue[kind+"\x00"+name]
		}
	}
	if name, ok := roleIn(identifier); ok && kind == "aws_iam_role" && len(found) == 0 {
		found = g.byValue[kind+"\x00"+name]
		if len(found) > 1 || len(found) == 1 && found[0].Values["arn"] != nil {
			return nil
		}
	}
	return found
}
