package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.iscsi.transport.ListenFailure;
import dev.sluice.scsi.port.LunMapping;
import dev.sluice.scsi.port.LunView;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitIdentity;

/** Dependencies that are allowed between packages, over the classes of every module that the program is made of. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS_KNOW_ONLY_WHAT_IS_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("io")
            .definedBy("dev.sluice.io..")
            .layer("scsi")
            .definedBy("dev.sluice.scsi..")
            .layer("iscsi")
            .definedBy("dev.sluice.iscsi..")
            .layer("target")
            .definedBy("dev.sluice.target..")
            .layer("config")
            .definedBy("dev.sluice.config..")
            .optionalLayer("migrate")
            .definedBy("dev.sluice.migrate..")
            .optionalLayer("api")
            .definedBy("dev.sluice.api..")
            .optionalLayer("daemon")
            .definedBy("dev.sluice.daemon..")
            .optionalLayer("shell")
            .definedBy("dev.sluice.shell..")
            .layer("cli")
            .definedBy("dev.sluice.cli..")
            .whereLayer("io")
            .mayNotAccessAnyLayer()
            .whereLayer("scsi")
            .mayOnlyAccessLayers("io")
            .whereLayer("iscsi")
            .mayOnlyAccessLayers("scsi", "io")
            .whereLayer("target")
            .mayOnlyAccessLayers("iscsi", "scsi", "io")
            .whereLayer("config")
            .mayOnlyAccessLayers("iscsi", "io")
            .whereLayer("migrate")
            .mayOnlyAccessLayers("config")
            .whereLayer("api")
            .mayOnlyAccessLayers("config", "io")
            .whereLayer("daemon")
            .mayOnlyAccessLayers("api", "config", "target", "iscsi", "scsi", "io")
            .whereLayer("shell")
            .mayOnlyAccessLayers("api", "config", "migrate")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule PROTOCOL_DETAILS_ARE_UNKNOWN_TO_THE_CLI = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.cli..", "dev.sluice.daemon..", "dev.sluice.config..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.sluice.scsi..", "dev.sluice.iscsi..")
                    .and(not(resideInAnyPackage("dev.sluice.iscsi.chap..")))
                    .and(not(belongToAnyOf(
                            LogicalUnitSettings.class,
                            UnitIdentity.class,
                            LunView.class,
                            SessionReport.class,
                            OpenCommandReport.class,
                            Journal.class,
                            LunMapping.class,
                            ProtectionType.class,
                            ProtectedDevice.class,
                            AccessState.class,
                            IscsiName.class,
                            AccessPolicy.class,
                            TargetLimits.class,
                            KeepAlive.class,
                            TransferPace.class,
                            ListenFailure.class))))
            .because("settings are all that a command line has to say about protocols");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.sluice.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SYSTEM_CALLS_ARE_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.io.sys..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.foreign.Linker")
            .because("calls that Java lacks are made in dev.sluice.io.sys alone");

    @ArchTest
    static final ArchRule COMMAND_LINES_ARE_KNOWN_TO_THE_CLI_ALONE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sluice.cli..", "dev.sluice.daemon..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..");

    @ArchTest
    static final ArchRule TRANSPORT_IS_UNKNOWN_TO_SCSI = noClasses()
            .that()
            .resideInAPackage("dev.sluice.scsi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..")
            .because("any transport could feed the SCSI layer");
}
