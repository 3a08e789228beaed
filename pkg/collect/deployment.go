package collect

import (
	"iter"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// DeployedKey is a Pinecone key that a command puts into the environment of what it deploys, or
// into a parameter, where everybody reads it who may look at that.
type DeployedKey struct {
	Variable string
	// Stored says that it is a parameter of Systems Manager that has it.
	Stored bool
	// Start and End are the bytes of the text in which the variable is given its value.
	Start, End int
}

const mostDeployedKeys = 1_000

var (
	// deploys knows what gcloud, az, kubectl and aws take variables by as plain text:
	// https://cloud.google.com/sdk/gcloud/reference/run/deploy#--set-env-vars,
	// https://learn.microsoft.com/cli/azure/containerapp#az-containerapp-create,
	// https://docs.aws.amazon.com/cli/latest/reference/lambda/create-function.html.
	deploys = lazyregexp.New(`\bgcloud\s+(?:(?:alpha|beta)\s+)?(?:run|functions)\s.*--(?:set|update)-env-vars\b` +
		`|\baz\s+containerapp\s.*--(?:set-env-vars|replace-env-vars|env-vars)\b` +
		`|\baz\s+(?:functionapp|webapp)\s+config\s+appsettings\s.*--settings\b` +
		`|\bkubectl\s.*\b(?:set\s+env|create\s+(?:configmap|cm))\b` +
		`|\baws\s+lambda\s+(?:create-function|update-function-configuration)\s.*--environment\b`)
	// given finds a variable that is given what an expression, the shell or make has.
	given = lazyregexp.New(`([A-Za-z_]\w*)=["']?(\$\{\{.*?\}\}|\$?\$\{?[A-Za-z_]\w*\}?|\$\()`)
	// storesPlain knows a command that stores a parameter of Systems Manager as plain text, and
	// stored what it gives:
	// https://docs.aws.amazon.com/cli/latest/reference/ssm/put-parameter.html.
	storesPlain = lazyregexp.New(`\baws\s+ssm\s+put-parameter\s.*--type[ =]+["']?String\b`)
	stored      = lazyregexp.New(`--value[ =]+["']?(?:\$\{\{\s*(?:\w+\.)*(\w+)\s*\}\}|\$?\$\{?([A-Za-z_]\w*)\}?)`)
	continued   = lazyregexp.New("[\\\\`]\r?\n")
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
			if key, ok := storedKey(command); ok {
				key.Start, key.End = key.Start+at, key.End+at
				if left--; left < 0 || !yield(key) {
					return
				}
			}
			at += len(command)
		}
	}
}

// storedKey is the key that a command stores as plain text.
func storedKey(command string) (DeployedKey, bool) {
	if !storesPlain().MatchString(command) {
		return DeployedKey{}, false
	}
	found := stored().FindStringSubmatchIndex(command)
	if found == nil {
		return DeployedKey{}, false
	}
	name := max(found[2], found[4])
	variable := command[name:max(found[3], found[5])]
	return DeployedKey{variable, true, found[0], found[1]}, IsKeyName(variable)
}

// Sink is the observation of the key in what a file, or a job of one, deploys.
func (k DeployedKey) Sink(source, by string) *snapshot.Observation {
	if !k.Stored {
		return Flow{Type: "deployment", Resource: by, Argument: "environment"}.KeySink(source, k.Variable)
	}
	o := Flow{Type: "aws_ssm_parameter", Resource: by, Argument: "value"}.KeySink(source, k.Variable)
	o.Values["type"] = "String"
	return o
}

// GivenKeys are the keys in a text of variables as NAME=VALUE, whose values something puts in.
func GivenKeys(text string) iter.Seq[DeployedKey] {
	return func(yield func(DeployedKey) bool) {
		for _, found := range given().FindAllStringSubmatchIndex(text, mostDeployedKeys) {
			name := text[found[2]:found[3]]
			if IsKeyName(name) && !yield(DeployedKey{Variable: name, Start: found[0], End: found[1]}) {
				return
			}
		}
	}
}
