package collect

import (
	"iter"
	"regexp"
	"strings"
	"sync"
)

// DeployedKey is a Pinecone key that a command puts into the environment of what it deploys,
// where everybody reads it who may look at that.
type DeployedKey struct {
	Variable string
	// Start and End are the bytes of the text in which the variable is given its value.
	Start, End int
}

const mostDeployedKeys = 1_000

var (
	// deploys knows what gcloud, az, kubectl and aws take variables by as plain text:
	// https://cloud.google.com/sdk/gcloud/reference/run/deploy#--set-env-vars,
	// https://learn.microsoft.com/cli/azure/containerapp#az-containerapp-create,
	// https://docs.aws.amazon.com/cli/latest/reference/lambda/create-function.html.
	deploys = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\bgcloud\s+(?:(?:alpha|beta)\s+)?(?:run|functions)\s.*--(?:set|update)-env-vars\b` +
			`|\baz\s+containerapp\s.*--(?:set-env-vars|replace-env-vars|env-vars)\b` +
			`|\baz\s+(?:functionapp|webapp)\s+config\s+appsettings\s.*--settings\b` +
			`|\bkubectl\s.*\b(?:set\s+env|create\s+(?:configmap|cm))\b` +
			`|\baws\s+lambda\s+(?:create-function|update-function-configuration)\s.*--environment\b`)
	})
	// given finds a variable that is given what an expression, the shell or make has.
	given = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`([A-Za-z_]\w*)=["']?(\$\{\{.*?\}\}|\$?\$\{?[A-Za-z_]\w*\}?|\$\()`)
	})
	continued = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("[\\\\`]\r?\n") })
)

// DeployedKeys are the keys in the commands of a text, of which each is a line with those
// that it goes on in.
func DeployedKeys(text string) iter.Seq[DeployedKey] {
	return func(yield func(DeployedKey) bool) {
		if !MentionsPinecone([]byte(text)) {
			return
		}
		blank := func(end string) string { return strings.Repeat(" ", len(end)) }
		at, left := 0, mostDeployedKeys
		for command := range strings.Lines(continued().ReplaceAllStringFunc(text, blank)) {
			if deploys().MatchString(command) {
				for key := range GivenKeys(command) {
					key.Start, key.End = key.Start+at, key.End+at
					if left--; left < 0 || !yield(key) {
						return
					}
				}
			}
			at += len(command)
		}
	}
}

// GivenKeys are the keys in a text of variables as NAME=VALUE, whose values something puts in.
func GivenKeys(text string) iter.Seq[DeployedKey] {
	return func(yield func(DeployedKey) bool) {
		for _, found := range given().FindAllStringSubmatchIndex(text, mostDeployedKeys) {
			name := text[found[2]:found[3]]
			if IsKeyName(name) && !yield(DeployedKey{name, found[0], found[1]}) {
				return
			}
		}
	}
}
