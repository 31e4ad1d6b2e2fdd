using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Directives.Reviews;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Storage.Documents;
using DirectiveFlow.Storage.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DirectiveFlow.Storage.Assignments;

/// <summary>
/// An assignment with reports, reviews, progress and history. <c>assignment_events</c> (assignment, version) guards its
/// writers, the key of <c>reminders</c> lets each rung fire once.
/// </summary>
internal static class AssignmentMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Assignment>(MapAssignment);
        builder.Entity<AssignmentEvent>(line =>
        {
            line.ToTable("AssignmentEvents");
            line.HasKey(e => new { e.AssignmentId, e.Version });
            line.Property(e => e.Version).ValueGeneratedNever();
            line.Property<byte[]>(HistoryChain.Seal).IsRequired();
        });
        builder.Entity<Report>(report =>
        {
            report.ToTable("Reports");
            report.HasKey(r => r.Id);
            report.HasIndex(r => new { r.AssignmentId, r.Round }).IsUnique();
        });
        builder.Entity<Review>(review =>
        {
            review.ToTable("Reviews");
            review.HasKey(r => r.Id);
        });
        builder.Entity<ProgressEntry>(entry =>
        {
            entry.ToTable("ProgressEntries");
            entry.HasKey(e => e.Id);
        });
        builder.Entity<Reminder>(reminder =>
        {
            reminder.ToTable("Reminders");
            reminder.HasKey(r => new { r.AssignmentId, r.Rung, r.DeadlineVersion });
            reminder.Property(r => r.DeadlineVersion).ValueGeneratedNever();
        });
    }

    private static void MapAssignment(EntityTypeBuilder<Assignment> assignment)
    {
        assignment.ToTable("Assignments");
        assignment.HasKey(a => a.Id);
        assignment.Property<byte[]>(HistoryChain.Head);
        assignment.ComplexProperty(a => a.Deadline, DeadlineMapping.Map);
        assignment.PrimitiveCollection(a => a.ReturnedByUnitIds);
        assignment.Ignore(a => a.CurrentReport).Ignore(a => a.CurrentAppraiserId);
        assignment.HasMany(a => a.Events).WithOne().HasForeignKey(e => e.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasMany(a => a.Reports).WithOne().HasForeignKey(r => r.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasMany(a => a.Reviews).WithOne().HasForeignKey(r => r.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasMany(a => a.Progress).WithOne().HasForeignKey(p => p.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Directive>().WithMany().HasForeignKey(a => a.DirectiveId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<DirectiveTask>().WithMany().HasForeignKey(a => a.TaskId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasIndex(a => new { a.UnitId, a.State });
        assignment.HasIndex(a => a.OfficerId);
    }
}
