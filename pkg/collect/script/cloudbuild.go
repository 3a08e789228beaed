package script

import (
	"errors"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// What Cloud Build takes of a build and of a step:
// https://cloud.google.com/build/quotas#resource_limits.
const (
	mostSteps = 300
	mostWords = 100
)

// steps are the keys in a build of Google Cloud Build, whose steps have a command as a list of
// its words, or as a script: https://cloud.google.com/build/docs/build-config-file-schema.
func steps(file string, data []byte) (all []key, broken *snapshot.Problem) {
	documents, err := document.Parse(file, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		broken = &snapshot.Problem{
			Kind: snapshot.Broken, Location: &fault.At,
			Message: collect.Quote(file) + " " + fault.Message + ": Cloud Build takes no such file",
		}
	}
	for _, one := range documents {
		for _, step := range items(one.Root.Get("steps"), mostSteps) {
			all = append(all, inStep(one, step)...)
		}
	}
	return all, broken
}

func inStep(in *document.Document, step *document.Node) (all []key) {
	words := append(items(step.Get("args"), mostWords), step.Get("script"))
	command := ""
	for _, tool := range []string{"gcloud", "kubectl"} { // by an image of that name, or as the entrypoint
		if strings.Contains(step.Get("name").String()+" "+step.Get("entrypoint").String(), tool) {
			command = tool
		}
	}
	for _, word := range words {
		command += " " + word.String()
	}
	for found := range collect.DeployedKeys(command) {
		given := command[found.Start:found.End]
		for _, word := range words {
			if strings.Contains(word.String(), given) {
				all = append(all, key{found, in.Place(word)})
				break
			}
		}
	}
	return all
}

func items(list *document.Node, most int) []*document.Node {
	if list == nil {
		return nil
	}
	return append([]*document.Node(nil), list.Items[:min(len(list.Items), most)]...)
}
