package code_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// collected is the snapshot of some files.
func collected(t *testing.T, files map[string]string) *snapshot.Snapshot {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	sink := assemble.New(assemble.Options{})
	if err := code.Collect(t.Context(), tree, code.Options{Types: collecttest.Types(t)}, sink); err != nil {
		t.Fatal(err)
	}
	return sink.Snapshot()
}

func TestDependencies(t *testing.T) {
	for name, test := range map[string]struct{ file, text, want string }{
		"pinned":        {"requirements.txt", "pinecone==7.3.0\n", "pinecone 7.3.0 true"},
		"compatible":    {"requirements.txt", "pinecone~=7.0 # vectors\n", "pinecone 7.0 true"},
		"hash":          {"requirements.txt", "pinecone==7.3.0 --hash=sha256:0a1b\n", "pinecone 7.3.0 true"},
		"open":          {"requirements.txt", "pinecone>=6\n", "pinecone 6 false"},
		"bounded":       {"requirements.txt", "pinecone >= 7.1, < 8 ; python_version > '3.9'\n", "pinecone 7.1 true"},
		"wide":          {"requirements.txt", "pinecone>=5,<8\n", "pinecone 5 false"},
		"any":           {"requirements.txt", "pinecone\n", "pinecone <nil> false"},
		"extra":         {"requirements/base.txt", "pinecone[grpc,asyncio]==9.0.0\n", "pinecone 9.0.0 true"},
		"renamed":       {"requirements.txt", "pinecone-client==5.0.1\n", "pinecone-client 5.0.1 true"},
		"another":       {"requirements.txt", "pinecone-text==0.9\nlangchain-pinecone==0.2\n", ""},
		"commented":     {"requirements.txt", "# pinecone==2.2\n", ""},
		"PEP 621":       {"pyproject.toml", "dependencies = [\n  \"pinecone>=7.0.1,<8\",\n]\n", "pinecone 7.0.1 true"},
		"Poetry":        {"pyproject.toml", "pinecone = \"^6.0.2\"\n", "pinecone 6.0.2 true"},
		"table":         {"pyproject.toml", "pinecone = {version = \"~7.1\", extras = [\"grpc\"]}\n", "pinecone 7.1 true"},
		"last of table": {"pyproject.toml", "pinecone = {extras = [\"grpc\"], version = \"^6.1\"}\n", "pinecone 6.1 true"},
		"lock":          {"uv.lock", "[[package]]\nname = \"pinecone\"\nversion = \"7.3.0\"\n", "pinecone 7.3.0 true"},
		"setup":         {"setup.py", "setup(install_requires=['pinecone>=8'])\n", "pinecone 8 false"},
		"npm":           {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "^6.1.0"}}`, "@pinecone-database/pinecone 6.1.0 true"},
		"npm open":      {"package.json", `{"dependencies": {"@pinecone-database/pinecone": ">=4"}}`, "@pinecone-database/pinecone 4 false"},
		"npm latest":    {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "latest"}}`, "@pinecone-database/pinecone <nil> false"},
		"npm alias":     {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "npm:@pinecone-database/pinecone@2.2.2"}}`, "@pinecone-database/pinecone 2.2.2 true"},
		"npm renamed": {
			"package.json", `{"dependencies": {"vectors": "npm:@pinecone-database/pinecone@^6.0.0"}}`, "@pinecone-database/pinecone 6.0.0 true",
		},
		"npm override": {
			"package.json", `{"dependencies": {"@pinecone-database/pinecone": "^5"}, "overrides": {"@pinecone-database/pinecone": "7.0.0"}}`,
			"@pinecone-database/pinecone 7.0.0 true",
		},
		"npm own": {
			"package.json", `{"dependencies": {"@pinecone-database/pinecone": "^6"}, ` +
				`"overrides": {"@pinecone-database/pinecone": "$@pinecone-database/pinecone"}}`, "@pinecone-database/pinecone 6 true",
		},
		"npm of another": {
			"package.json", `{"dependencies": {"@pinecone-database/pinecone": "^6"}, ` +
				`"overrides": {"shelf": {"@pinecone-database/pinecone": "7.0.0"}}}`,
			"@pinecone-database/pinecone 6 true\n@pinecone-database/pinecone 7.0.0 true",
		},
		"npm of some versions": {
			"package.json", `{"dependencies": {"@pinecone-database/pinecone": "^6"}, ` +
				`"overrides": {"@pinecone-database/pinecone@<2": "^7.0.0"}}`,
			"@pinecone-database/pinecone 6 true\n@pinecone-database/pinecone 7.0.0 true",
		},
		"Yarn resolution": {
			"package.json", `{"dependencies": {"@pinecone-database/pinecone": "^5"}, "resolutions": {"**/@pinecone-database/pinecone": "7.1.0"}}`,
			"@pinecone-database/pinecone 7.1.0 true",
		},
		"npm keyword": {"package.json", `{"keywords": ["@pinecone-database/pinecone"], "name": "@pinecone-database/pinecone"}`, ""},
		"npm lock":    {"package-lock.json", `"node_modules/@pinecone-database/pinecone": { "version": "6.1.2" }`, ""},
		"pnpm lock":   {"pnpm-lock.yaml", "  '@pinecone-database/pinecone@5.1.2':\n", "@pinecone-database/pinecone 5.1.2 true"},
		"Yarn lock":   {"yarn.lock", "\"@pinecone-database/pinecone@^5.0.0\":\n  version \"5.1.2\"\n", "@pinecone-database/pinecone 5.1.2 true"},
		"Go":          {"go.mod", "require github.com/pinecone-io/go-pinecone/v4 v4.1.2\n", "github.com/pinecone-io/go-pinecone 4.1.2 true"},
		"Maven":       {"pom.xml", "<artifactId>pinecone-client</artifactId>\n<version>5.1.0</version>", "pinecone-client 5.1.0 true"},
		"Maven name": {
			"pom.xml", "<properties><pinecone.version>5.1.0</pinecone.version></properties>" +
				"<artifactId>pinecone-client</artifactId>\n<version>${pinecone.version}</version>", "pinecone-client 5.1.0 true",
		},
		"Maven elsewhere": {
			"pom.xml", "<artifactId>pinecone-client</artifactId><version>${pinecone.version}</version>", "pinecone-client <nil> false",
		},
		"Maven profiles": {
			"pom.xml", "<p>5.1.0</p><artifactId>pinecone-client</artifactId><version>${p}</version><p>6.0.0</p>",
			"pinecone-client <nil> false",
		},
		"Maven managed": {
			"pom.xml", "<artifactId>pinecone-client</artifactId></dependency><dependency><version>1.60.0</version>", "",
		},
		"Gradle name": {
			"build.gradle.kts", "val pineconeVersion = \"5.1.0\"\nimplementation(\"io.pinecone:pinecone-client:$pineconeVersion\")",
			"pinecone-client 5.1.0 true",
		},
		"Maven name of a name": {
			"pom.xml", "<pinecone.version>${sdk}</pinecone.version><sdk>5.1.0</sdk>" +
				"<artifactId>pinecone-client</artifactId>\n<version>${pinecone.version}</version>", "pinecone-client 5.1.0 true",
		},
		"Maven range": {
			"pom.xml", "<artifactId>pinecone-client</artifactId>\n<version>[5.0,6.0)</version>", "pinecone-client 5.0 true",
		},
		"Groovy map": {
			"build.gradle", "implementation group: 'io.pinecone', name: 'pinecone-client', version: '5.1.0'", "pinecone-client 5.1.0 true",
		},
		"Gradle newest": {"build.gradle", "implementation 'io.pinecone:pinecone-client:latest.release'", "pinecone-client <nil> false"},
		"Gradle rich": {
			"gradle/libs.versions.toml", "[versions]\npinecone = { strictly = \"[5.0, 6.0[\", prefer = \"5.1.0\" }\n\n[libraries]\n" +
				"pinecone = { module = \"io.pinecone:pinecone-client\", version.ref = \"pinecone\" }\n", "pinecone-client 5.1.0 true",
		},
		"Gradle strict": {
			"gradle/libs.versions.toml", "p = { module = \"io.pinecone:pinecone-client\", version = { strictly = \"[5.0,6.0[\" } }\n",
			"pinecone-client 5.0 true",
		},
		"Gradle extra": {
			"build.gradle", "ext {\n  pinecone = '5.1.0'\n}\nimplementation \"io.pinecone:pinecone-client:${pinecone}\"",
			"pinecone-client 5.1.0 true",
		},
		"Gradle catalog": {
			"gradle/libs.versions.toml", "[versions]\npinecone = \"5.1.0\"\n\n[libraries]\n" +
				"pinecone = { module = \"io.pinecone:pinecone-client\", version.ref = \"pinecone\" }\n", "pinecone-client 5.1.0 true",
		},
		"NuGet name": {
			"Directory.Packages.props", "<PineconeVersion>4.0.2</PineconeVersion>\n" +
				`<PackageVersion Include="Pinecone.Client" Version="$(PineconeVersion)" />`, "Pinecone.Client 4.0.2 true",
		},
		"Gradle": {"build.gradle", "implementation 'io.pinecone:pinecone-client:5.0.0'", "pinecone-client 5.0.0 true"},
		"NuGet":  {"App.csproj", `<PackageReference Include="Pinecone.Client" Version="4.0.2" />`, "Pinecone.Client 4.0.2 true"},
		"NuGet element": {
			"App.csproj", "<PackageReference Include=\"Pinecone.Client\">\n  <Version>4.0.2</Version>\n</PackageReference>",
			"Pinecone.Client 4.0.2 true",
		},
		"Deno": {
			"functions/find/index.ts", "import { Pinecone } from \"npm:@pinecone-database/pinecone@^5.1.2\";\n",
			"@pinecone-database/pinecone 5.1.2 true",
		},
		"Deno open":   {"find.ts", "import { Pinecone } from 'npm:@pinecone-database/pinecone';\n", "@pinecone-database/pinecone <nil> false"},
		"Deno map":    {"deno.json", `{"imports": {"pinecone": "npm:@pinecone-database/pinecone@6.1.0"}}`, "@pinecone-database/pinecone 6.1.0 true"},
		"CDN":         {"find.js", "const sdk = await import('https://esm.sh/@pinecone-database/pinecone@2?target=deno');\n", "@pinecone-database/pinecone 2 true"},
		"CDN remark":  {"find.js", "/**\n * import { Pinecone } from 'https://esm.sh/@pinecone-database/pinecone@2'\n */\n", ""},
		"CDN text":    {"find.js", "say('see https://esm.sh/@pinecone-database/pinecone@2');\n", ""},
		"by name":     {"find.ts", "import { Pinecone } from '@pinecone-database/pinecone';\n", ""},
		"NuGet other": {"App.csproj", `<PackageReference Include="Pinecone.Client.Extras" Version="4.0.2" />`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, sdk := range collected(t, map[string]string{test.file: test.text}).Resources["pinecone_sdk"] {
				got = append(got, fmt.Sprint(sdk.Values["package"], " ", sdk.Values["version"], " ", sdk.Values["pinned"]))
			}
			if all := strings.Join(got, "\n"); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}

// TestVersionsThatAreNotTold holds that a version is unknown where a file says something else than one.
func TestVersionsThatAreNotTold(t *testing.T) {
	for name, test := range map[string]struct{ file, text string }{
		"workspace":  {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "workspace:*"}}`},
		"file":       {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "file:../sdk"}}`},
		"repository": {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "github:ours/pinecone#v2"}}`},
		"fork":       {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "npm:@ours/pinecone@7.0.0"}}`},
		"tag":        {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "next"}}`},
		"catalog":    {"package.json", `{"dependencies": {"@pinecone-database/pinecone": "catalog:"}}`},
		"git":        {"requirements.txt", "pinecone @ git+https://github.com/ours/python-sdk@old\n"},
		"variable":   {"setup.py", "setup(install_requires=[f'pinecone=={SDK}'])\n"},
		"Poetry":     {"pyproject.toml", "pinecone = {git = \"https://github.com/ours/python-sdk\"}\n"},
		"Maven":      {"pom.xml", "<artifactId>pinecone-client</artifactId><version>${pinecone.version}</version>"},
		"Gradle":     {"build.gradle", "implementation \"io.pinecone:pinecone-client:$pineconeVersion\""},
		"Kotlin": {
			"build.gradle.kts", "val pineconeVersion: String by project\nimplementation(\"io.pinecone:pinecone-client:$pineconeVersion\")",
		},
		"constant": {"build.gradle.kts", "implementation(\"io.pinecone:pinecone-client:\" + Versions.PINECONE)"},
		"profiles": {"pom.xml", "<p>5.1.0</p><artifactId>pinecone-client</artifactId><version>${p}</version><p>6.0.0</p>"},
		"NuGet":    {"App.csproj", `<PackageReference Include="Pinecone.Client" Version="$(PineconeVersion)" />`},
	} {
		t.Run(name, func(t *testing.T) {
			sdks := collected(t, map[string]string{test.file: test.text}).Resources["pinecone_sdk"]
			if len(sdks) != 1 || sdks[0].Values["version"] != nil || sdks[0].Unknown["/version"].Reason == "" {
				t.Errorf("got %+v, want one SDK of which the version is unknown", sdks)
			}
		})
	}
}

// TestVersionsOfOtherFiles follows a version to the file that has it, which is what one would edit.
func TestVersionsOfOtherFiles(t *testing.T) {
	const gradle = "dependencies {\n  implementation(\"io.pinecone:pinecone-client:%s\")\n}\n"
	for name, test := range map[string]struct {
		files map[string]string
		want  string
	}{
		"catalog": {map[string]string{
			"shop/package.json":   `{"dependencies": {"@pinecone-database/pinecone": "catalog:"}}`,
			"pnpm-workspace.yaml": "packages: [shop]\ncatalog:\n  '@pinecone-database/pinecone': ^5.1.2\n",
		}, "5.1.2 true pnpm-workspace.yaml:3"},
		"named catalog": {map[string]string{
			"package.json": `{"dependencies": {"@pinecone-database/pinecone": "catalog:ai"}}`,
			".yarnrc.yml":  "catalog:\n  '@pinecone-database/pinecone': 7.0.0\ncatalogs:\n  ai:\n    '@pinecone-database/pinecone': 5.1.2\n",
		}, "5.1.2 true .yarnrc.yml:5"},
		"override of a workspace": {map[string]string{
			"shop/package.json":   `{"dependencies": {"@pinecone-database/pinecone": "^5.1.2"}}`,
			"pnpm-workspace.yaml": "overrides:\n  '@pinecone-database/pinecone': 7.0.0\n",
		}, "7.0.0 true pnpm-workspace.yaml:2"},
		"properties": {map[string]string{
			"search/build.gradle": fmt.Sprintf(gradle, "${pineconeVersion}"), "gradle.properties": "a=1\npineconeVersion=5.1.0\n",
		}, "5.1.0 true gradle.properties:2"},
		"property": {map[string]string{
			"build.gradle.kts": fmt.Sprintf(gradle, `${property("sdk")}`), "gradle.properties": "sdk = 5.1.0\n",
		}, "5.1.0 true gradle.properties:1"},
		"constant": {map[string]string{
			"search/build.gradle.kts":              fmt.Sprintf(gradle, "${Versions.PINECONE}"),
			"buildSrc/src/main/kotlin/Versions.kt": "object Versions {\n  const val PINECONE = \"5.1.0\"\n}\n",
		}, "5.1.0 true buildSrc/src/main/kotlin/Versions.kt:2"},
		"catalog of Gradle": {map[string]string{
			"build.gradle.kts":          fmt.Sprintf(gradle, "${libs.versions.pinecone.client.get()}"),
			"gradle/libs.versions.toml": "[versions]\npinecone-client = \"5.1.0\"\n",
		}, "5.1.0 true gradle/libs.versions.toml:2"},
		"parent": {map[string]string{
			"search/pom.xml": "<artifactId>pinecone-client</artifactId><version>${pinecone}</version>",
			"pom.xml":        "<properties>\n<pinecone>5.1.0</pinecone>\n</properties>",
		}, "5.1.0 true pom.xml:2"},
		"version of the project": {map[string]string{
			"build.gradle": fmt.Sprintf(gradle, "${pinecone.version}"), "gradle.properties": "version=3.2.0\n",
		}, "<nil> false build.gradle:2"},
		"version of a parent": {map[string]string{
			"pom.xml": "<parent><artifactId>shop</artifactId><version>3.2.0</version></parent>\n" +
				"<artifactId>pinecone-client</artifactId><version>${pinecone.version}</version>",
		}, "<nil> false pom.xml:2"},
		"NuGet": {map[string]string{
			"src/App.csproj":        `<PackageReference Include="Pinecone.Client" Version="$(PineconeVersion)" />`,
			"Directory.Build.props": "<Project>\n<PineconeVersion>3.1.0</PineconeVersion>\n</Project>",
		}, "3.1.0 true Directory.Build.props:2"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, sdk := range collected(t, test.files).Resources["pinecone_sdk"] {
				at, _ := sdk.Position("/version")
				got = append(got, fmt.Sprintf("%v %v %s:%d", sdk.Values["version"], sdk.Values["pinned"], at.File, at.StartLine))
			}
			if all := strings.Join(got, "\n"); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}

// TestVersionOfNearestFile gives a call the version of the nearest folder, and of a lock
// before that of what it was made from.
func TestVersionOfNearestFile(t *testing.T) {
	text := "from pinecone import Pinecone\nPinecone().Index('a').query(top_k=1)\n"
	evidence := collected(t, map[string]string{
		"requirements.txt":       "pinecone>=5\n",
		"a/main.py":              text,
		"service/pyproject.toml": "dependencies = [\"pinecone>=7\"]\n",
		"service/uv.lock":        "name = \"pinecone\"\nversion = \"7.3.0\"\n",
		"service/app/main.py":    text,
	})
	got := map[any]any{}
	for _, call := range evidence.Resources["pinecone_call"] {
		got[call.Values["file"]] = call.Values["sdk_version"]
	}
	if got["a/main.py"] != "5" || got["service/app/main.py"] != "7.3.0" {
		t.Errorf("got %v", got)
	}
}

// TestVersionOfCatalog gives a call the version of the catalog that stands beside its build.
func TestVersionOfCatalog(t *testing.T) {
	evidence := collected(t, map[string]string{
		"gradle/libs.versions.toml": "pinecone = { module = \"io.pinecone:pinecone-client\", version = \"5.1.0\" }\n",
		"src/main/java/A.java": "import io.pinecone.clients.Index;\nclass A {\n  private final Index index;\n" +
			"  void drop() { index.deleteByIds(ids, \"a\"); }\n}\n",
	})
	calls := evidence.Resources["pinecone_call"]
	if len(calls) != 1 || calls[0].Values["sdk_version"] != "5.1.0" {
		t.Errorf("got %v, want one call of version 5.1.0", calls)
	}
}

// TestPlaceOfVersion is where one would edit a version that has a name.
func TestPlaceOfVersion(t *testing.T) {
	for name, test := range map[string]struct{ file, text, want string }{
		"Maven": {"pom.xml", "<artifactId>pinecone-client</artifactId>\n  <version>5.1.0</version>\n", "2:12"},
		"Maven name": {
			"pom.xml", "<artifactId>pinecone-client</artifactId>\n" +
				"<version>${pinecone.version}</version>\n<pinecone.version>5.1.0</pinecone.version>\n", "3:19",
		},
		"NuGet": {"App.csproj", "<PackageReference Include=\"Pinecone.Client\">\n<Version>4.0.2</Version>\n</PackageReference>", "2:10"},
		"Deno":  {"find.ts", "\nimport { Pinecone } from 'npm:@pinecone-database/pinecone@5.1.2';\n", "2:31"},
	} {
		t.Run(name, func(t *testing.T) {
			sdks := collected(t, map[string]string{test.file: test.text}).Resources["pinecone_sdk"]
			if len(sdks) != 1 {
				t.Fatalf("%d SDKs are found, want 1", len(sdks))
			}
			at := sdks[0].Observations[0].Locations[0].Location
			if got := fmt.Sprintf("%d:%d", at.StartLine, at.StartColumn); got != test.want {
				t.Errorf("the version stands at %s, want %s", got, test.want)
			}
		})
	}
}

// TestVersionOfImport gives a call the version that the import of its handle names, be it in another
// file, and not that of a package.json around it.
func TestVersionOfImport(t *testing.T) {
	evidence := collected(t, map[string]string{
		"package.json": `{"dependencies": {"@pinecone-database/pinecone": "7.0.0"}}`,
		"supabase/functions/shared/shelf.ts": "import { Pinecone } from 'https://esm.sh/@pinecone-database/pinecone@2.2.0';\n" +
			"export const shelf = new Pinecone().index('a');\n",
		"supabase/functions/find/index.ts": "import { shelf } from '../shared/shelf.ts';\n" +
			"Deno.serve(async (r) => Response.json(await shelf.query({ topK: 1, id: 'a' })));\n",
	})
	for _, call := range evidence.Resources["pinecone_call"] {
		if call.Values["sdk_version"] != "2.2.0" {
			t.Errorf("%s has version %v, want 2.2.0", call.ID, call.Values["sdk_version"])
		}
	}
	if len(evidence.Resources["pinecone_call"]) != 1 {
		t.Errorf("%d calls are found, want 1", len(evidence.Resources["pinecone_call"]))
	}
}

func TestHosts(t *testing.T) {
	evidence := collected(t, map[string]string{
		"app.py":      "# products-a1b2c3d.svc.aped-4627-b74a.pinecone.io\nH = 'https://reviews-a1b2c3d.svc.aped-4627-b74a.pinecone.io'\n",
		"deploy/.env": "PINECONE_HOST=items-a1b2c3d.svc.private.aped-4627-b74a.pinecone.io\n",
		"env/a.yaml": "# old-a1b2c3d.svc.aped-4627-b74a.pinecone.io\n" +
			"a: https://env-a1b2c3d.svc.aped-4627-b74a.pinecone.io # was https://was-a1b2c3d.svc.aped-4627-b74a.pinecone.io\n",
		"main.tf":      "host = \"https://cards-a1b2c3d.svc.aped-4627-b74a.pinecone.io\" // https://c-a1b2c3d.svc.a.pinecone.io\n",
		"query.sh":     "curl https://shell-a1b2c3d.svc.aped-4627-b74a.pinecone.io/query\n",
		"README.md":    "notes-a1b2c3d.svc.aped-4627-b74a.pinecone.io",
		"other.yaml":   "url: https://api.pinecone.io\nbad: index.svc.x.pinecone.io.evil.example\n",
		"tests/env.py": "H = 'tests-a1b2c3d.svc.aped-4627-b74a.pinecone.io'",
	})
	var got []string
	for _, host := range evidence.Resources["pinecone_host"] {
		v := host.Values
		got = append(got, fmt.Sprint(v["file"], " ", v["index"], " ", v["private"], " ", v["role"]))
	}
	want := "app.py reviews false source\ndeploy/.env items true source\nenv/a.yaml env false source\n" +
		"main.tf cards false source\nquery.sh shell false source\ntests/env.py tests false test"
	if all := strings.Join(got, "\n"); all != want {
		t.Errorf("got\n%s\nwant\n%s", all, want)
	}
}

// TestPlaces holds that a finding stands on what it is about, and that its id has no line.
func TestPlaces(t *testing.T) {
	text := "from pinecone import Pinecone\n\n\ndef search(v):\n    return Pinecone().Index('a').query(vector=v, top_k=7)\n"
	before := collected(t, map[string]string{"app.py": text}).Resources["pinecone_call"][0]
	after := collected(t, map[string]string{"app.py": "\n\n" + text}).Resources["pinecone_call"][0]
	if before.ID != after.ID {
		t.Errorf("the id moved with the lines: %s, %s", before.ID, after.ID)
	}
	if at, _ := before.Position("/top_k"); at == nil || at.StartLine != 5 || at.StartColumn != 56 {
		t.Errorf("top_k stands at %v", at)
	}
	if at, _ := after.Position("/top_k"); at == nil || at.StartLine != 7 {
		t.Errorf("top_k stands at %v", at)
	}
}

// TestNoSecrets holds that no part of a key gets into the snapshot by the text of an
// expression that could not be told.
func TestNoSecrets(t *testing.T) {
	secret := "pcsk_4Xw9Z_Q7mZ2kV9xB4nL8sT1wR6yD3fH5jG0pCeAuIoEiKqMvNzXbWtYrUgPhSdJlFa2c4"
	evidence := collected(t, map[string]string{
		"app.py": "from pinecone import Pinecone\npc = Pinecone(api_key='" + secret + "', ssl_verify=f('" + secret + "'))\n" +
			"pc.Index(host=g('" + secret + "')).query(top_k=1)\n",
	})
	for _, resources := range evidence.Resources {
		if all := fmt.Sprintf("%+v", resources[0]); strings.Contains(all, secret[11:24]) {
			t.Errorf("a part of a secret is in the snapshot: %s", all)
		}
	}
	if len(evidence.Resources["pinecone_client"]) != 2 {
		t.Error("the clients were not found")
	}
}

// TestBroken reads what can be read of a text that does not fit the grammar, and says where
// it does not.
func TestBroken(t *testing.T) {
	evidence := collected(t, map[string]string{
		"app.py":  "from pinecone import Pinecone\nindex = Pinecone().Index('a')\nindex.query(top_k=20000)\ndef (:\n",
		"deep.py": "# pinecone\n" + strings.Repeat("f(", 1000) + strings.Repeat(")", 1000),
		"bad.ts":  "// pinecone \xff\xfe\nconst x = {{{\n",
	})
	if len(evidence.Resources["pinecone_call"]) != 1 {
		t.Errorf("got %d calls", len(evidence.Resources["pinecone_call"]))
	}
	var said []string
	for _, source := range evidence.Sources {
		for _, problem := range source.Problems {
			said = append(said, fmt.Sprintf("%s %s:%d", problem.Kind, problem.Location.File, problem.Location.StartLine))
		}
	}
	if all := strings.Join(said, "\n"); all != "notice app.py:4\nnotice bad.ts:2\ngap deep.py:0" {
		t.Errorf("got\n%s", all)
	}
}

// TestSwallowedCalls says of a call that is lost in what does not fit the grammar where it stands, and
// that not all was read. What only is newer than the grammar, or broken elsewhere, loses none.
func TestSwallowedCalls(t *testing.T) {
	const script = "import { Pinecone } from '@pinecone-database/pinecone';\nconst index = new Pinecone().index('a');\n"
	const python = "from pinecone import Pinecone\nindex = Pinecone().Index('a')\n"
	for name, test := range map[string]struct{ file, text, want string }{
		"truncated":  {"a.ts", script + "export const near = (vector) => index.query({ vector, topK: 30000\n", "gap a.ts:3"},
		"unfinished": {"a.py", python + "index.query(vector=v,\n", "gap a.py:3"},
		"elsewhere":  {"a.py", python + "index.query(vector=v, top_k=1)\ndef (:\n", "notice a.py:4"},
		"newer":      {"a.ts", script + "const a = b |> c;\nindex.query({ topK: 1 });\n", "notice a.ts:3"},
		"remark":     {"a.py", python + "x = (\n# index.query(top_k=1)\n", "notice a.py:3"},
		"other SDK":  {"a.py", "# pinecone\nindex.query(vector=v,\n", "notice a.py:2"},
	} {
		t.Run(name, func(t *testing.T) {
			source := collected(t, map[string]string{test.file: test.text}).Sources[0]
			var told []string
			for _, each := range source.Problems {
				told = append(told, fmt.Sprintf("%s %s:%d", each.Kind, each.Location.File, each.Location.StartLine))
			}
			isPartial := strings.HasPrefix(test.want, "gap")
			if got := strings.Join(told, " "); got != test.want || (source.Status == snapshot.Partial) != isPartial {
				t.Errorf("got %q, %s, want %q", got, source.Status, test.want)
			}
		})
	}
}
