using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace DirectiveFlow.Torture.Installation;

/// <summary>Progress updates on every assignment of a directive at once, each sent one time, and what became of each.</summary>
internal sealed class UpdateLoad(DirectiveCase directive, Uri host)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private volatile bool _isOver;
    private volatile bool _hostIsAway;

    /// <summary>Notes of the updates that were answered with 2xx.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Notes of the updates whose connection was refused or broke: only while the host was going or away.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    /// <summary>Answers that nobody may get because a host stops; and broken connections while none did.</summary>
    public ConcurrentBag<string> Wrong { get; } = [];

    public bool IsOver => _isOver;

    /// <summary>Set before the signal, reset when the host is ready again.</summary>
    public bool HostIsAway
    {
        get => _hostIsAway;
        set => _hostIsAway = value;
    }

    public void End() => _isOver = true;

    /// <summary>Runs until <see cref="End"/>.</summary>
    public async Task RunAsync() => await Task.WhenAll((await directive.AssignmentsAsync()).Select(LaneAsync));

    private async Task LaneAsync(AssignmentSeen lane)
    {
        for (var number = 1; !_isOver; number++)
        {
            var note = string.Create(CultureInfo.InvariantCulture, $"{lane.Id:N}/{number}");
            var wasAway = _hostIsAway;
            try
            {
                var answer = await directive.UpdateAsync(host, lane, note, expectedVersion: null, note);
                if (answer.IsSuccess)
                {
                    Acknowledged.Add(note);
                }
                else if (answer.Status is not HttpStatusCode.ServiceUnavailable)
                {
                    Wrong.Add($"{note}: {answer}");
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                Refused.Add(note);
                if (!wasAway && !_hostIsAway)
                {
                    Wrong.Add($"{note}: {exception.Message}");
                }

                await Task.Delay(s_pause, TimeProvider.System); // nobody listens
            }
        }
    }
}
