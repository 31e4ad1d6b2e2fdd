using DirectiveFlow.Directives.Tasks;

namespace DirectiveFlow.Directives.Launching;

/// <summary>What came of a person's review of a reading, before anything was created.</summary>
/// <param name="Judgements">Every proposal with its decision, and what was added.</param>
/// <param name="Tasks">The tasks taken, in their order; they still wait for their lead, product and deadline to be confirmed. None: the text holds no task, and nothing is proposed again.</param>
public sealed record LaunchReview(IReadOnlyList<Judgement> Judgements, IReadOnlyList<TaskProposal> Tasks);
