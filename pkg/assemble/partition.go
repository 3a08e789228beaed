package assemble

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const partition = "${AWS::Partition}"

// fillPartition writes the partition where a template leaves it to CloudFormation. Pinecone
// runs in "aws" alone. What nothing else is unknown of becomes known.
func fillPartition(observation *snapshot.Observation) {
	for pointer, why := range observation.Unknown {
		filled := strings.ReplaceAll(why.Pattern, partition, "aws")
		switch {
		case filled == why.Pattern: // nearly all, and a large plan has hundreds of thousands
		case strings.Contains(filled, "${"):
			why.Pattern = filled
			setUnknown(observation, pointer, why)
		case write(observation, pointer, filled):
			observation.Unknown = written(observation.Unknown)
			delete(observation.Unknown, pointer)
		}
	}
}

// write sets a text at a pointer, and says whether there is a place for it. Values may be
// shared below the attribute.
func write(observation *snapshot.Observation, pointer, text string) bool {
	if pointer == "" || observation.Values == nil {
		return false
	}
	name := snapshot.First(pointer)
	values := map[string]any{name: snapshot.Copy(observation.Values[name])}
	if above, _ := snapshot.Lookup(values, snapshot.Parent(pointer)); above == nil {
		return false
	}
	snapshot.Put(values, pointer, text)
	if found, _ := snapshot.Lookup(values, pointer); found != text {
		return false
	}
	observation.Values[name] = values[name]
	return true
}
