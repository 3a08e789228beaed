package assemble

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// namesOfWhole are the names by which a part says what it belongs to, in words that hold
// everywhere: of a bucket, or of a role in its account.
func namesOfWhole(part *snapshot.Observation) []string {
	of, ok := wholeOf(part.Type)
	if !ok || !hasName(of.to) {
		return nil
	}
	value, _ := snapshot.Lookup(part.Values, of.pointer)
	return snapshot.Texts(value)
}

func hasName(kind string) bool { return kind == "aws_s3_bucket" || kind == "aws_iam_role" }

// nameBucket names what a bucket's policy belongs to by what the policy is about: S3 takes none that
// is about another bucket.
func nameBucket(part *snapshot.Observation) {
	why, hidden := part.Unknown["/bucket"]
	if part.Type != "aws_s3_bucket_policy" || !hidden || why.IsLater() || choosesOwn(part) {
		return
	}
	statements, _ := snapshot.Lookup(part.Values, "/policy/Statement")
	named := map[string]bool{}
	for _, statement := range listOf(statements) {
		fields, _ := statement.(map[string]any)
		for _, arn := range snapshot.Texts(fields["Resource"]) {
			if name := bucketOf(arn); name != arn && !strings.ContainsAny(name, "*?$") {
				named[name] = true
			}
		}
	}
	for name := range named {
		if len(named) == 1 {
			part.Values["bucket"] = name
			part.Unknown = maps.Clone(part.Unknown)
			delete(part.Unknown, "/bucket")
		}
	}
}

// choosesOwn says whether the name may be that of a bucket beside it, so that a condition decides.
func choosesOwn(part *snapshot.Observation) bool {
	return slices.ContainsFunc(part.References["/bucket"], func(reference string) bool {
		source, _ := snapshot.Referred(part.Source, reference)
		return source == part.Source
	})
}

// listOf is a list, or the one value that stands for it.
func listOf(value any) []any {
	if list, ok := value.([]any); ok || value == nil {
		return list
	}
	return []any{value}
}

// partOfNamed says whether a part belongs to a bucket or a role that is named.
func partOfNamed(part *snapshot.Observation, named wanted) bool {
	return len(named) > 0 && slices.ContainsFunc(namesOfWhole(part), func(name string) bool {
		return named[name] || named["role/"+name]
	})
}

// foldApart folds parts into what another root module or template declares under the name that
// they give. A role's name may be that of roles in several accounts, so that a part is one's for
// certain only where no other has it.
func foldApart(apart []*snapshot.Observation, graph *graph) {
	slices.SortFunc(apart, func(a, b *snapshot.Observation) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Address, b.Address))
	})
	for _, part := range apart {
		of, _ := wholeOf(part.Type)
		targets := slices.DeleteFunc(graph.targets(part, join{pointer: of.pointer, to: of.to}),
			func(o *snapshot.Observation) bool { return !isCode(o.Source) || o.Source == part.Source })
		for _, target := range targets {
			known := certain(part, target)
			if len(targets) > 1 && of.to == "aws_iam_role" {
				known = unsure(part, unowned(part.Address))
			}
			of.write(known, target)
		}
	}
}
