package aws

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
)

// text is a string of the SDK as a value of a snapshot: nil where it is absent or empty.
func text[T ~string](value *T) any {
	if value == nil || *value == "" {
		return nil
	}
	return string(*value)
}

// word is an enumeration's value, which may be one that this program does not know.
func word[T ~string](value T) any {
	if value == "" {
		return nil
	}
	return string(value)
}

func integer[T int32 | int64](value *T) any {
	if value == nil {
		return nil
	}
	return int64(*value)
}

func truth(value *bool) any {
	if value == nil {
		return nil
	}
	return *value
}

// list is a list of strings as a snapshot has it.
func list(names []string) []any {
	values := make([]any, len(names))
	for i, name := range names {
		values[i] = name
	}
	return values
}

// listOf is a list of values made from one of the SDK's: nil where an answer has none, which
// is not an empty one.
func listOf[T any](from []T, values []any) any {
	if from == nil {
		return nil
	}
	return values
}

// tags are a thing's tags; each service has a type of its own for one.
func tags[T any](all []T, pair func(T) (key, value *string)) any {
	values := map[string]any{}
	for _, tag := range all {
		key, value := pair(tag)
		if key != nil && value != nil {
			values[*key] = collect.Redact(*value)
		}
	}
	return values
}

// bucketOf is the bucket of an S3 ARN, which may be that of objects in it; empty where
// the text is no such ARN or does not name one bucket.
func bucketOf(name string) string {
	_, rest, _ := strings.Cut(name, ":s3:::")
	bucket, _, _ := strings.Cut(rest, "/")
	if !strings.HasPrefix(name, "arn:") || strings.ContainsAny(bucket, "*?$:") {
		return ""
	}
	return bucket
}

func sortedKeys[V any](all map[string]V) []string { return slices.Sorted(maps.Keys(all)) }

// moment is a time as a snapshot has it.
func moment(at *time.Time) any {
	if at == nil {
		return nil
	}
	return at.UTC().Format(time.RFC3339)
}
