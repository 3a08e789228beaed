package report

// These types have what the report says in the assessment results model of OSCAL 1.1, by its
// names. A list that is empty must not be there at all.

type oscalDocument struct {
	Results oscalResults `json:"assessment-results"`
}

type oscalResults struct {
	UUID       string           `json:"uuid"`
	Metadata   oscalMetadata    `json:"metadata"`
	Plan       oscalLink        `json:"import-ap"`
	Local      *oscalActivities `json:"local-definitions,omitempty"`
	Results    []oscalResult    `json:"results"`
	BackMatter oscalBackMatter  `json:"back-matter"`
}

type oscalMetadata struct {
	Title        string `json:"title"`
	LastModified string `json:"last-modified"`
	Version      string `json:"version"`
	OSCALVersion string `json:"oscal-version"`
}

type oscalLink struct {
	Href string `json:"href"`
}

type oscalBackMatter struct {
	Resources []oscalResource `json:"resources"`
}

type oscalResource struct {
	UUID        string      `json:"uuid"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Links       []oscalLink `json:"rlinks"`
}

type oscalActivities struct {
	Activities []oscalActivity `json:"activities"`
}

type oscalActivity struct {
	UUID        string        `json:"uuid"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Props       []oscalProp   `json:"props"`
	Links       []oscalLink   `json:"links,omitempty"`
	Controls    oscalReviewed `json:"related-controls"`
}

// oscalProp without a namespace is one that OSCAL itself names.
type oscalProp struct {
	Name      string `json:"name"`
	Namespace string `json:"ns,omitempty"`
	Value     string `json:"value"`
}

type oscalResult struct {
	UUID         string             `json:"uuid"`
	Title        string             `json:"title"`
	Description  string             `json:"description"`
	Start        string             `json:"start"`
	Local        oscalLocal         `json:"local-definitions"`
	Reviewed     oscalReviewed      `json:"reviewed-controls"`
	Observations []oscalObservation `json:"observations,omitempty"`
	Risks        []oscalRisk        `json:"risks,omitempty"`
	Findings     []oscalFinding     `json:"findings,omitempty"`
	Remarks      string             `json:"remarks,omitempty"`
}

type oscalLocal struct {
	Inventory []oscalItem `json:"inventory-items,omitempty"`
	Assets    oscalAssets `json:"assessment-assets"`
}

type oscalItem struct {
	UUID        string      `json:"uuid"`
	Description string      `json:"description"`
	Props       []oscalProp `json:"props,omitempty"`
}

type oscalAssets struct {
	Components []oscalComponent `json:"components"`
	Platforms  []oscalPlatform  `json:"assessment-platforms"`
}

type oscalComponent struct {
	UUID        string      `json:"uuid"`
	Type        string      `json:"type"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Props       []oscalProp `json:"props,omitempty"`
	Status      oscalState  `json:"status"`
}

type oscalState struct {
	State string `json:"state"`
}

type oscalPlatform struct {
	UUID string      `json:"uuid"`
	Uses []oscalUses `json:"uses-components"`
}

type oscalUses struct {
	Component string `json:"component-uuid"`
}

type oscalReviewed struct {
	Selections []oscalSelection          `json:"control-selections"`
	Objectives []oscalObjectiveSelection `json:"control-objective-selections,omitempty"`
}

// oscalSelection has either of All and Include.
type oscalSelection struct {
	Description string           `json:"description,omitempty"`
	All         *struct{}        `json:"include-all,omitempty"`
	Include     []oscalControlID `json:"include-controls,omitempty"`
	Exclude     []oscalControlID `json:"exclude-controls,omitempty"`
}

type oscalControlID struct {
	ID string `json:"control-id"`
}

type oscalObjectiveSelection struct {
	Include []oscalObjectiveID `json:"include-objectives"`
}

type oscalObjectiveID struct {
	ID string `json:"objective-id"`
}

type oscalObservation struct {
	UUID        string          `json:"uuid"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Props       []oscalProp     `json:"props"`
	Methods     []string        `json:"methods"`
	Types       []string        `json:"types"`
	Origins     []oscalOrigin   `json:"origins"`
	Subjects    []oscalSubject  `json:"subjects,omitempty"`
	Evidence    []oscalEvidence `json:"relevant-evidence,omitempty"`
	Collected   string          `json:"collected"`
}

type oscalOrigin struct {
	Actors []oscalActor `json:"actors"`
}

type oscalActor struct {
	Type string `json:"type"`
	UUID string `json:"actor-uuid"`
}

type oscalSubject struct {
	UUID  string `json:"subject-uuid"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

type oscalEvidence struct {
	Description string `json:"description"`
}

type oscalRisk struct {
	UUID              string                  `json:"uuid"`
	Title             string                  `json:"title"`
	Description       string                  `json:"description"`
	Statement         string                  `json:"statement"`
	Props             []oscalProp             `json:"props,omitempty"`
	Status            string                  `json:"status"`
	Characterizations []oscalCharacterization `json:"characterizations"`
	Remediations      []oscalRemediation      `json:"remediations,omitempty"`
	Observations      []oscalRelated          `json:"related-observations"`
}

type oscalCharacterization struct {
	Origin oscalOrigin  `json:"origin"`
	Facets []oscalFacet `json:"facets"`
}

type oscalFacet struct {
	Name   string `json:"name"`
	System string `json:"system"`
	Value  string `json:"value"`
}

type oscalRemediation struct {
	UUID        string `json:"uuid"`
	Lifecycle   string `json:"lifecycle"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

type oscalRelated struct {
	Observation string `json:"observation-uuid,omitempty"`
	Risk        string `json:"risk-uuid,omitempty"`
}

type oscalFinding struct {
	UUID         string         `json:"uuid"`
	Title        string         `json:"title"`
	Description  string         `json:"description"`
	Origins      []oscalOrigin  `json:"origins"`
	Target       oscalTarget    `json:"target"`
	Observations []oscalRelated `json:"related-observations,omitempty"`
	Risks        []oscalRelated `json:"related-risks,omitempty"`
}

type oscalTarget struct {
	Type   string      `json:"type"`
	ID     string      `json:"target-id"`
	Status oscalStatus `json:"status"`
}

type oscalStatus struct {
	State   string `json:"state"`
	Reason  string `json:"reason"`
	Remarks string `json:"remarks,omitempty"`
}
